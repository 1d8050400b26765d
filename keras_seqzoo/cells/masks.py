"""Random masks of sequences [B, ..., n]: the first axis is the batch."""

import keras
from keras import ops

LARGEST_EXACT = 2**24


def sequence_dropout(inputs, rate, seed):
    """Dropout of [B, ..., D] with one mask [B, D] for all axes between."""
    batch, *between, features = ops.shape(inputs)
    shape = (batch, *(1 for _ in between), features)
    return keras.random.dropout(inputs, rate, noise_shape=shape, seed=seed)


def sequence_mask(inputs, width, rate, dtype, seed):
    """One dropout mask [B, width] for a sequence, repeated along the axes between."""
    ones = ops.ones((*ops.shape(inputs)[:-1], width), dtype)
    return sequence_dropout(ones, rate, seed)


def step_mask(inputs, width, rate, dtype, seed):
    """Ones with probability `rate`, else zeros, [B, ..., width], each step its own."""
    shape = (*ops.shape(inputs)[:-1], width)
    return ops.cast(
        keras.random.uniform(shape, dtype="float32", seed=seed) < rate, dtype
    )


def travelling_seed(inputs, seed):
    """One new seed, repeated for every step: whole numbers in float32, [B, ..., 2].

    They are floats so that whoever differentiates the gates may treat all alike.
    """
    pair = keras.random.randint((2,), 0, LARGEST_EXACT, seed=seed)
    shape = (*ops.shape(inputs)[:-1], 2)
    return ops.broadcast_to(ops.cast(pair, "float32"), shape)


def replayed_dropout(x, rate, seed, like):
    """Dropout of a tensor by the seed that `travelling_seed` made."""
    drawn = keras.random.uniform(ops.shape(x), seed=ReplayedSeed(seed, like))
    return ops.where(drawn < rate, ops.zeros_like(x), x / (1 - rate))


class ReplayedSeed(keras.random.SeedGenerator):
    """A seed generator that always gives the seed that `travelling_seed` made.

    Args:
        seed: Tensor [..., 2]; zero where it is empty.
        like: A seed generator with the dtype of the backend.
    """

    def __init__(self, seed, like):
        first = ops.sum(ops.reshape(seed, (-1, 2))[:1], axis=0)
        self.pair = ops.cast(first, like.state.dtype)

    def next(self, ordered=True):
        return self.pair
