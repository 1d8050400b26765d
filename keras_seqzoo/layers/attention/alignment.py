"""From scores to weights to a context; masked places count for nothing."""

import keras
from keras import ops


def softmax(scores, mask):
    """Softmax over the last axis among the true places; zeros where there are none.

    It is taken in float32 at least, and is right also for an axis of length 0 or 1.

    Args:
        scores: Tensor [B, T, S].
        mask: Boolean tensor [B, 1, S].

    Returns:
        Tensor [B, T, S] of the dtype of the scores; every row sums to one or to zero.
    """
    dtype = keras.backend.result_type(scores.dtype, "float32")
    wide = ops.where(mask, ops.cast(scores, dtype), lowest(dtype))
    top = ops.max(wide, axis=-1, keepdims=True, initial=lowest(dtype))
    powers = ops.where(mask, ops.exp(wide - ops.stop_gradient(top)), 0.0)
    total = ops.sum(powers, axis=-1, keepdims=True)
    return ops.cast(powers / ops.maximum(total, 1.0), scores.dtype)


def lowest(dtype):
    """A finite number below any score."""
    return ops.cast(-1e30, dtype)


def context(alignments, values):
    r"""The weighted sums $c_t = \sum_s \alpha_{ts} m_s$, [B, T, M]."""
    return ops.matmul(alignments, values)
