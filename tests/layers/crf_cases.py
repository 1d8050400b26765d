"""Small CRF problems with every kind of mask."""

import numpy as np
from crf_oracle import random_weights

from keras_seqzoo.layers.crf import CRF

MASKS = {
    "none": np.ones((3, 4), bool),
    "right": np.array([[1, 1, 1, 0], [1, 0, 0, 0], [1, 1, 1, 1]], bool),
    "left": np.array([[0, 1, 1, 1], [0, 0, 0, 1], [0, 0, 1, 1]], bool),
    "holes": np.array([[0, 1, 0, 1], [1, 0, 0, 1], [1, 0, 1, 0]], bool),
    "empty": np.array([[0, 0, 0, 0], [1, 1, 0, 0], [0, 0, 0, 0]], bool),
}


def emissions_of(shape=(3, 4, 3), seed=0, scale=1.0):
    return np.random.default_rng(seed).normal(scale=scale, size=shape).astype("float32")


def layer_with(weights, **options):
    layer = CRF(**options)
    layer.build((None, None, len(weights.start)))
    layer.transitions.assign(weights.transitions)
    layer.start.assign(weights.start)
    layer.end.assign(weights.end)
    return layer


def problem(mask, scale=1.0):
    """`(emissions [3, 4, 3], weights, potentials, mask)` of a named mask."""
    mask = MASKS[mask]
    emissions, weights = emissions_of(scale=scale), random_weights(3, scale=scale)
    return emissions, weights, layer_with(weights)(emissions, mask=mask), mask


def real_rows(emissions, mask):
    """The real steps of each row, [n, K] each."""
    return [row[keep] for row, keep in zip(emissions, mask, strict=True)]
