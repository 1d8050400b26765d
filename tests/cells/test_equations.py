"""Every cell against its equations in NumPy: values and gradients."""

import equations
import keras
import numpy as np
import pytest
from cell_gradients import EXACT, gradients, tensors, values
from cell_table import CELLS, EQUATIONS, example, features, randomize, weights_of
from differences import differences

TOLERANCES = {
    "float64": ({"rtol": 1e-9, "atol": 1e-9}, {"rtol": 1e-5, "atol": 1e-7}),
    "float32": ({"rtol": 1e-4, "atol": 1e-5}, {"rtol": 1e-3, "atol": 1e-4}),
}
VALUES, GRADIENTS = TOLERANCES[EXACT]


def built(name):
    """A layer over a cell of the table with random weights, in the exact type."""
    layer = keras.layers.RNN(
        CELLS[name](dtype=EXACT),
        return_sequences=True,
        return_state=True,
        dtype=EXACT,
    )
    layer.build((None, None, features(name)))
    randomize(layer)
    return layer


@pytest.mark.parametrize("name", CELLS)
def test_one_step(name):
    cell = built(name).cell
    x, states = example(name)
    output, new_states = cell(x[:, 0].astype(EXACT), tensors(states))
    want, want_states = EQUATIONS[name](weights_of(cell), x[:, 0], states)
    for got, expected in zip([output, *new_states], [want, *want_states], strict=True):
        np.testing.assert_allclose(keras.ops.convert_to_numpy(got), expected, **VALUES)


@pytest.mark.parametrize("name", CELLS)
def test_sequence(name):
    layer = built(name)
    x, states = example(name)
    got = values(layer, x, states)
    outputs, final = equations.run(EQUATIONS[name], weights_of(layer.cell), x, states)
    for value, want in zip(got, [outputs, *final], strict=True):
        np.testing.assert_allclose(value, want, **VALUES)


@pytest.mark.parametrize("name", CELLS)
def test_gradients(name):
    """Those of the layer against central differences of the equations."""
    layer = built(name)
    x, states = example(name)
    names = [w.name for w in layer.trainable_weights]
    got = gradients(layer, x, states)
    weights = weights_of(layer.cell)

    def loss(x, *parts):
        initial, own = parts[: len(states)], parts[len(states) :]
        trained = weights | dict(zip(names, own, strict=True))
        outputs, final = equations.run(EQUATIONS[name], trained, x, list(initial))
        return weighted(outputs) + sum(weighted(s) for s in final)

    point = [x, *states, *(weights[n] for n in names)]
    for value, want in zip(got, differences(loss, point), strict=True):
        np.testing.assert_allclose(value, want, **GRADIENTS)


def weighted(values):
    return np.sum(values * np.cos(np.arange(values.size)).reshape(values.shape))
