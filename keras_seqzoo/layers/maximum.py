"""Maxima that also hold for an empty batch and for rows without real steps."""

from keras import ops


def largest(x, axis):
    """Maximum over an axis of known size; of an empty batch the empty result."""
    return (ops.sum if 0 in x.shape else ops.max)(x, axis=axis)


def masked_max(inputs, mask):
    """Maximum over axis 1 where `mask` [B, T, 1] is true, 0 where it never is."""
    top = largest(ops.where(mask, inputs, ops.full_like(inputs, float("-inf"))), axis=1)
    return ops.where(ops.any(mask, axis=1), top, ops.zeros_like(top))
