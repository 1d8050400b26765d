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


def masked_outputs(outputs, mask, reverse, zero):
    """Outputs [B, T, O] with what masked steps give: zero, or the output before."""
    if mask is None:
        return outputs
    return zero_masked(outputs, mask) if zero else repeat_masked(outputs, mask, reverse)


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
    padded = ops.pad(outputs, ((0, 0), (1, 0), (0, 0)))
    last = ops.expand_dims(last_real_step(mask), -1)
    return ops.take_along_axis(padded, last, axis=1)


def last_real_step(mask):
    """Number (from one) of the last real step so far, zero before the first: [B, T]."""
    length = ops.shape(mask)[1]
    steps = ops.arange(1, length + 1, dtype="int32")
    real_first = ops.sort(ops.where(mask, steps, length + 1), axis=1)
    count = ops.cumsum(ops.cast(mask, "int32"), axis=1)
    return ops.take_along_axis(ops.pad(real_first, ((0, 0), (1, 0))), count, axis=1)
