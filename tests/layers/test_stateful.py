"""Stateful layers go back to where a sequence starts, learned starts included."""

import keras
import numpy as np
import pytest

from keras_seqzoo import cells, layers

X = np.random.default_rng(0).normal(size=(2, 3, 4)).astype("float32")
OPTIONS = {"start_state": "learned"}
MAKERS = {
    "one cell": lambda: layers.PeepholeLSTM(4, stateful=True, **OPTIONS),
    "a linear cell": lambda: layers.MinGRU(4, stateful=True, **OPTIONS),
    "a wrapped cell": lambda: layers.RNN(
        cells.ZoneoutCell(cells.GRUCell(4, **OPTIONS), 0.1), stateful=True
    ),
    "stacked cells": lambda: layers.RNN(
        [cells.LSTMCell(4, **OPTIONS), cells.GRUCell(3, **OPTIONS)], stateful=True
    ),
    "both directions": lambda: layers.Bidirectional(
        layers.LSTM(4, stateful=True, **OPTIONS)
    ),
    "a stack": lambda: layers.Stack.of(layers.LSTM(4, **OPTIONS), 2, stateful=True),
}


@pytest.mark.parametrize("name", MAKERS)
def test_reset_state_gives_the_learned_start_again(name):
    layer = MAKERS[name]()
    layer.build(X.shape)
    random = np.random.default_rng(1)
    starts = [w for w in layer.trainable_weights if w.name.startswith("start_")]
    for weight in starts:
        weight.assign(random.normal(size=weight.shape))
    assert starts

    def outputs():
        return keras.ops.convert_to_numpy(layer(X))

    layer.reset_state()
    first, later = outputs(), outputs()
    assert np.abs(later - first).max() > 1e-3
    layer.reset_state()
    np.testing.assert_allclose(outputs(), first, rtol=1e-5, atol=1e-6)
    for weight in starts:
        weight.assign(np.zeros(weight.shape))
    layer.reset_state()
    assert np.abs(outputs() - first).max() > 1e-3
