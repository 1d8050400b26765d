"""Score of a given tag sequence."""

from keras import ops

from keras_seqzoo.layers.checks import fits
from keras_seqzoo.layers.crf.potentials import checked, real_steps


def sequence_score(potentials, tags):
    r"""Score of one tag sequence for each row, $$\sum_t \psi_t(y_{t-1}, y_t)$$.

    Args:
        potentials: Tensor [B, T, K, K] from `CRF`.
        tags: Integer tensor [B, T]. Padded steps are known from the potentials and may
            hold any value.

    Returns:
        Tensor [B]; 0 for a sequence without real steps, NaN if a real step has a tag
        outside 0 to K - 1.

    Raises:
        ValueError: If the shapes do not fit each other.

    Example:

    >>> potentials = keras_seqzoo.layers.CRF()(np.zeros((1, 2, 3)))
    >>> float(sequence_score(potentials, [[0, 2]])[0])
    0.0
    """
    potentials = checked(potentials)
    tags = check_tags(tags, potentials)
    size = potentials.shape[-1]
    real = real_steps(potentials)
    tags = ops.where(real, ops.cast(tags, "int32"), 0)
    valid = ops.logical_and(ops.greater_equal(tags, 0), ops.less(tags, size))
    tags = ops.where(valid, tags, 0)
    pairs = previous_tags(tags, real) * size + tags
    chosen = ops.one_hot(pairs, size * size, dtype="bool")
    flat = ops.reshape(potentials, (*ops.shape(potentials)[:2], size * size))
    chosen = ops.logical_and(chosen, real[:, :, None])
    score = ops.sum(ops.where(chosen, flat, ops.zeros_like(flat)), axis=(1, 2))
    return ops.where(ops.all(valid, axis=1), score, float("nan"))


def check_tags(tags, potentials):
    """Tags as a tensor; raises an error unless they fit [B, T] of the potentials."""
    tags = ops.convert_to_tensor(tags)
    if not fits(tags.shape, potentials.shape[:2]):
        raise ValueError(
            "`tags` must be an integer tensor [B, T] for potentials [B, T, K, K]. "
            f"Received: tags of shape {tuple(tags.shape)}, potentials of shape "
            f"{tuple(potentials.shape)}"
        )
    return tags


def previous_tags(tags, real):
    """Tag of the real step before each real step, 0 (the virtual tag) at the first."""
    count = ops.cumsum(ops.cast(real, "int32"), axis=1)
    steps = ops.arange(ops.shape(tags)[1], dtype="int32")
    late = ops.where(real, 0, ops.shape(tags)[1])
    packed = ops.take_along_axis(tags, ops.argsort(steps + late, axis=1), axis=1)
    packed = ops.pad(packed, ((0, 0), (1, 0)))
    return ops.take_along_axis(packed, ops.maximum(count - 1, 0), axis=1)
