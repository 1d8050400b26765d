"""Random masks of sequences [B, ..., n]: the first axis is the batch."""

import keras
from keras import ops


def sequence_dropout(inputs, rate, seed):
    """Dropout of [B, ..., D] with one mask [B, D] for all axes between."""
    batch, *between, features = ops.shape(inputs)
    shape = (batch, *(1 for _ in between), features)
    return keras.random.dropout(inputs, rate, noise_shape=shape, seed=seed)


def sequence_mask(inputs, width, rate, dtype, seed):
    """One dropout mask [B, width] for a sequence, repeated along the axes between."""
    leading = ops.shape(inputs)[:-1]
    ones = ops.ones((*leading, width), dtype)
    return sequence_dropout(ones, rate, seed)


def step_mask(inputs, width, rate, dtype, seed):
    """Ones with probability `rate`, else zeros, [B, ..., width], each step its own."""
    shape = (*ops.shape(inputs)[:-1], width)
    return ops.cast(
        keras.random.uniform(shape, dtype="float32", seed=seed) < rate, dtype
    )
