"""Start states of every cell: zeros, random, learned."""

import keras
import numpy as np
import pytest
from cell_table import CELLS, EQUATIONS, example, features, randomize, weights_of
from equations import run

from keras_seqzoo import layers


def built(name, **arguments):
    layer = keras.layers.RNN(CELLS[name](**arguments), return_sequences=True)
    layer.build((None, None, features(name)))
    return layer


def start(cell, batch=2):
    return [keras.ops.convert_to_numpy(s) for s in cell.get_initial_state(batch)]


@pytest.mark.parametrize("name", CELLS)
def test_zeros(name):
    cell = built(name).cell
    for state, width in zip(start(cell), cell.state_size, strict=True):
        np.testing.assert_array_equal(state, np.zeros((2, width)))


@pytest.mark.parametrize("name", CELLS)
def test_random_is_seeded_and_drawn_anew(name):
    one = built(name, start_state="random", seed=5).cell
    other = built(name, start_state="random", seed=5).cell
    first = start(one, 64)
    for a, b in zip(first, start(other, 64), strict=True):
        np.testing.assert_array_equal(a, b)
    for a, b in zip(first, start(one, 64), strict=True):
        assert np.abs(a - b).max() > 0.1
        assert abs(a.mean()) < 0.5 and 0.5 < a.std() < 1.5


@pytest.mark.parametrize("name", CELLS)
def test_learned_is_the_start_of_the_equations(name):
    layer = built(name, start_state="learned")
    randomize(layer)
    weights = weights_of(layer.cell)
    sizes = layer.cell.state_size
    states = [np.tile(weights[f"start_{i}"], (2, 1)) for i in range(len(sizes))]
    x, _ = example(name)
    want, _ = run(EQUATIONS[name], weights, x, states)
    got = keras.ops.convert_to_numpy(layer(x.astype("float32")))
    np.testing.assert_allclose(got, want, rtol=1e-4, atol=1e-5)


def test_learned_is_trained():
    layer = layers.RNN(CELLS["LSTM"](start_state="learned"))
    model = keras.Sequential([keras.Input((3, 2)), layer])
    model.compile("sgd", "mse")
    model.fit(np.ones((4, 3, 2)), np.ones((4, 3)), verbose=0)
    for weight in layer.cell.start_weights:
        assert np.abs(keras.ops.convert_to_numpy(weight)).min() > 0
