"""Every cell under every dtype policy, and batches of no and of one sequence."""

import keras
import numpy as np
import pytest
from cell_gradients import EXACT
from cell_table import CELLS, EQUATIONS, example, features, randomize, weights_of
from equations import run

TOLERANCES = {
    EXACT: 1e-9 if EXACT == "float64" else 1e-4,
    "float32": 1e-4,
    "mixed_float16": 2e-2,
    "float16": 2e-2,
    "mixed_bfloat16": 0.15,
    "bfloat16": 0.15,
}


@pytest.mark.parametrize("name", CELLS)
@pytest.mark.parametrize("policy", TOLERANCES)
def test_policy(name, policy):
    keras.config.set_dtype_policy(policy)
    layer = keras.layers.RNN(CELLS[name](), return_sequences=True, return_state=True)
    x, _ = example(name)
    layer.build(x.shape)
    layer.set_weights([0.5 * w for w in randomized(layer)])
    got = [
        keras.ops.convert_to_numpy(y).astype("float64")
        for y in check_dtypes(layer(x), layer.compute_dtype)
    ]
    states = [np.zeros((2, n)) for n in layer.cell.state_size]
    outputs, final = run(EQUATIONS[name], weights_of(layer.cell), x, states)
    tolerance = TOLERANCES[policy]
    for value, want in zip(got, [outputs, *final], strict=True):
        np.testing.assert_allclose(value, want, rtol=tolerance, atol=tolerance)


def randomized(layer):
    randomize(layer)
    return layer.get_weights()


def check_dtypes(values, dtype):
    for value in values:
        assert keras.backend.standardize_dtype(value.dtype) == dtype
    return values


@pytest.mark.parametrize("policy", ["float16", "bfloat16"])
@pytest.mark.parametrize("name", CELLS)
def test_own_initializers_work_in_narrow_types(name, policy):
    layer = keras.layers.RNN(CELLS[name](dtype=policy), dtype=policy)
    layer.build((None, None, features(name)))
    for weight in layer.trainable_weights:
        assert keras.backend.standardize_dtype(weight.dtype) == policy
        values = keras.ops.convert_to_numpy(keras.ops.cast(weight, "float32"))
        assert np.isfinite(values).all()


@pytest.mark.parametrize("name", CELLS)
@pytest.mark.parametrize("batch", [0, 1])
@pytest.mark.parametrize("training", [False, True])
def test_small_batches(name, batch, training):
    layer = keras.layers.RNN(CELLS[name](dropout=0.2), return_sequences=True)
    x = example(name, batch=batch)[0].astype("float32")
    outputs = layer(x, training=training)
    assert tuple(outputs.shape) == (batch, 3, layer.cell.output_size)
    assert np.isfinite(keras.ops.convert_to_numpy(outputs)).all()


@pytest.mark.parametrize("policy", ["float32", "float16", "bfloat16"])
@pytest.mark.parametrize("name", CELLS)
def test_huge_inputs_give_finite_outputs(name, policy):
    """Every kernel is positive, so that all gates are driven to the same end."""
    cell = CELLS[name](dtype=policy)
    cell.build((None, features(name)))
    cell.set_weights([np.abs(w) for w in cell.get_weights()])
    x = np.array([[1.0], [-1.0]]) * np.full((1, features(name)), 2e4)
    states = [np.zeros((2, n), "float32") for n in cell.state_size]
    x, *states = [keras.ops.cast(v, policy) for v in (x, *states)]
    output, new_states = cell(x, states)
    for value in (output, *new_states):
        value = keras.ops.convert_to_numpy(keras.ops.cast(value, "float32"))
        assert np.isfinite(value).all()
