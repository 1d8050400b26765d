"""What a masked step means: the state stays, the output repeats or is zero."""

from keras import ops


def keep(mask, new_states, states):
    """Takes the new state at real steps [B, 1] and the old one elsewhere."""
    new_states = [
        ops.cast(new, old.dtype) for new, old in zip(new_states, states, strict=True)
    ]
    if mask is None:
        return new_states
    return [
        ops.where(mask, new, old) for new, old in zip(new_states, states, strict=True)
    ]


def zero_masked(outputs, mask):
    """Sets the outputs [B, T, O] of masked steps to zero."""
    return ops.where(ops.expand_dims(mask, -1), outputs, ops.zeros_like(outputs))


def repeat_masked(outputs, mask, reverse=False):
    """Repeats the last real output at masked steps; zero where there is none before.

    "Before" follows the direction in which the sequence was run.
    """
    if reverse:
        flipped = repeat_masked(ops.flip(outputs, 1), ops.flip(mask, 1))
        return ops.flip(flipped, 1)
    steps = ops.arange(1, ops.shape(mask)[1] + 1, dtype="int32")
    last = running_maximum(ops.where(mask, steps, 0))
    padded = ops.pad(outputs, ((0, 0), (1, 0), (0, 0)))
    return ops.take_along_axis(padded, ops.expand_dims(last, -1), axis=1)


def running_maximum(x):
    """Largest value so far along axis 1: [B, T] -> [B, T]."""
    steps = ops.arange(ops.shape(x)[1])
    earlier = ops.expand_dims(steps, 0) <= ops.expand_dims(steps, 1)
    return ops.max(ops.where(earlier, ops.expand_dims(x, 1), 0), axis=-1)
