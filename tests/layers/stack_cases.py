"""Inputs, masks and stacks for the tests of stacks."""

import numpy as np

from keras_seqzoo import layers

CONNECTIONS = ("plain", "residual", "highway", "dense")
MASKS = {
    "none": None,
    "right": np.array([[1, 1, 1, 0, 0], [1, 0, 0, 0, 0], [1, 1, 1, 1, 1]], bool),
    "holes": np.array([[0, 1, 0, 1, 1], [1, 0, 1, 0, 0], [0, 0, 1, 1, 0]], bool),
    "empty row": np.array([[0, 0, 0, 0, 0], [1, 1, 0, 0, 0], [1, 1, 1, 1, 0]], bool),
}


def inputs(batch=3, length=5, features=2):
    shape = (batch, length, features)
    return np.random.default_rng(3).normal(size=shape).astype("float32")


def lstms(backward=(False, False, False), units=(4, 3, 3), **options):
    """LSTMs of different widths, so that one of three connections projects."""
    pairs = zip(units, backward, strict=True)
    return [layers.LSTM(n, go_backwards=b, **options) for n, b in pairs]


def randomized(layer, shape=(None, None, 2)):
    """The layer with random weights, biases too."""
    layer.build(shape)
    random = np.random.default_rng(0)
    layer.set_weights([random.normal(0, 0.5, w.shape) for w in layer.get_weights()])
    return layer
