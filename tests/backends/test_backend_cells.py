"""Every cell under `layers.RNN` against its equations: values and gradients."""

import keras
import numpy as np
import pytest
from cell_table import CELLS, EQUATIONS, example, features, randomize, weights_of
from compare import close
from compiled import compiled
from differences import differences
from equations import run
from gradients import value_and_gradients
from masked_equations import masked_run, run_both_ways

from keras_seqzoo import layers

# Padding at the end, holes, and a sequence without real steps.
MASK = np.array([[1, 1, 1, 0], [0, 1, 0, 1], [0, 0, 0, 0]], bool)
EDGES = [(2, 1), (1, 3), (0, 3)]  # batch, length
VALUES = {"rtol": 1e-4, "atol": 1e-5}
GRADIENTS = {"rtol": 1e-3, "atol": 2e-4}
NARROW = {"mixed_float16": 2e-2, "mixed_bfloat16": 0.15}
every_cell = pytest.mark.parametrize("name", CELLS)


def built(name, shape=(None, None), **options):
    """A layer over a cell of the table with random weights."""
    layer = layers.RNN(CELLS[name](), return_sequences=True, **options)
    layer.build((*shape, features(name)))
    randomize(layer.cell)
    assert layer.path in ("hoisted", "linear")
    return layer


def float32(arrays):
    return [a.astype("float32") for a in arrays]


def zero_states(layer, batch):
    return [np.zeros((batch, n)) for n in layer.cell.state_size]


@every_cell
def test_masked_values_and_gradients(name):
    layer = built(name, return_state=True)
    x, states = example(name, batch=3, length=4)
    names = [w.name for w in layer.trainable_weights]
    weights = weights_of(layer.cell)

    def outputs_of(x, *parts):
        initial, own = parts[: len(states)], parts[len(states) :]
        trained = weights | dict(zip(names, own, strict=True))
        outputs, final = masked_run(EQUATIONS[name], trained, x, list(initial), MASK)
        return [outputs, *final]

    def loss(*point):
        return sum(weighted(y, k) for k, y in enumerate(outputs_of(*point)))

    point = [x, *states, *(weights[n] for n in names)]
    found = value_and_gradients(layer, *float32([x]), MASK, float32(states))
    wanted = outputs_of(*point)
    for value, want in zip(found, wanted, strict=False):
        close(value, want, **VALUES)
    for value, want in zip(found[len(wanted) :], differences(loss, point), strict=True):
        close(value, want, **GRADIENTS)


def weighted(values, k):
    return np.sum(values * np.cos(np.arange(values.size) + k).reshape(values.shape))


@every_cell
def test_one_step_one_sequence_and_no_sequence(name):
    layer = built(name)
    inputs = [example(name, *edge)[0] for edge in EDGES]
    found = compiled(lambda xs: [layer(x) for x in xs])(float32(inputs))
    for value, x in zip(found, inputs, strict=True):
        states = zero_states(layer, len(x))
        want, _ = run(EQUATIONS[name], weights_of(layer.cell), x, states)
        close(value, want, **VALUES)


@pytest.mark.parametrize("layer", [layers.LSTM(2), layers.SRU(2, stateful=True)])
def test_a_sequence_without_steps_is_refused(layer):
    with pytest.raises(ValueError, match=r"at least one step.*\(2, 0, 3\)"):
        layer(np.zeros((2, 0, 3), "float32"))


@every_cell
def test_both_directions(name):
    layer = layers.Bidirectional(layers.RNN(CELLS[name](), return_sequences=True))
    layer.build((None, None, features(name)))
    randomize(layer)
    x, _ = example(name, batch=3, length=4)

    def one_way(layer):
        weights, states = weights_of(layer.cell), zero_states(layer, 3)
        return lambda x, mask: masked_run(EQUATIONS[name], weights, x, states, mask)[0]

    want = run_both_ways(
        one_way(layer.forward_layer), one_way(layer.backward_layer), x, MASK
    )
    found = compiled(lambda x, mask: layer(x, mask=mask))(*float32([x]), MASK)
    close(found, want, **VALUES)


@every_cell
def test_two_stateful_calls_are_one_long_sequence(name):
    layer = built(name, (2, 2), stateful=True)
    x, _ = example(name, length=4)
    halves = [layer(x[:, :2].astype("float32")), layer(x[:, 2:].astype("float32"))]
    states = zero_states(layer, 2)
    want, _ = run(EQUATIONS[name], weights_of(layer.cell), x, states)
    close(keras.ops.concatenate(halves, axis=1), want, **VALUES)


@every_cell
@pytest.mark.parametrize("policy", NARROW)
def test_mixed_precision(name, policy):
    keras.config.set_dtype_policy(policy)
    layer = built(name)
    layer.set_weights([0.5 * w for w in layer.get_weights()])
    x, _ = example(name)
    found = compiled(layer)(*float32([x]))
    assert keras.backend.standardize_dtype(found.dtype) == layer.compute_dtype
    states = zero_states(layer, 2)
    want, _ = run(EQUATIONS[name], weights_of(layer.cell), x, states)
    tolerance = NARROW[policy]
    close(keras.ops.cast(found, "float32"), want, rtol=tolerance, atol=tolerance)


@every_cell
def test_shapes_are_known_before_the_data(name):
    symbolic = built(name)(keras.Input((None, features(name))))
    assert symbolic.shape == (None, None, CELLS[name]().output_size)
