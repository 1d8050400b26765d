"""Wrappers: what is drawn, for how long it holds, and what it does to a step."""

import equations
import keras
import numpy as np
import pytest
from cell_table import randomize, weights_of

from keras_seqzoo import cells, layers

UNITS, FEATURES = 4, 3
to_numpy = keras.ops.convert_to_numpy
to_tensor = keras.ops.convert_to_tensor
INNER = {
    "LSTM": cells.LSTMCell,
    "GRU": cells.GRUCell,
    "MultiplicativeLSTM": cells.MultiplicativeLSTMCell,
    "IndRNN": cells.IndRNNCell,
}


def built(cell):
    cell.build((None, FEATURES))
    randomize(cell)
    return cell


def inputs(batch=2, length=5):
    random = np.random.default_rng(4)
    return random.normal(size=(batch, length, FEATURES)).astype("float32")


def states_of(cell, batch=2):
    random = np.random.default_rng(5)
    return [random.normal(size=(batch, n)).astype("float32") for n in cell.state_size]


def tensors(arrays):
    return [to_tensor(a) for a in arrays]


def outputs(cell, x):
    """Outputs [B, T, O] of a training pass: project once, then step by step."""
    gates_x = cell.project(x, training=True)
    states, ys = cell.get_initial_state(x.shape[0]), []
    for t in range(x.shape[1]):
        y, states = cell.step(
            keras.tree.map_structure(lambda g, t=t: g[:, t], gates_x), states
        )
        ys.append(to_numpy(y))
    return np.stack(ys, axis=1)


@pytest.mark.parametrize("inner", INNER)
@pytest.mark.parametrize(
    "wrapper", [cells.ZoneoutCell, cells.RecurrentDropoutCell, cells.WeightDropCell]
)
def test_rate_zero_is_the_cell_itself(inner, wrapper):
    wrapped = built(wrapper(INNER[inner](UNITS), 0.0))
    np.testing.assert_array_equal(
        outputs(wrapped, inputs()), outputs(wrapped.cell, inputs())
    )


@pytest.mark.parametrize(
    "wrapper", [cells.ZoneoutCell, cells.RecurrentDropoutCell, cells.WeightDropCell]
)
def test_fit_changes_every_weight(wrapper):
    layer = layers.RNN(wrapper(cells.LSTMCell(UNITS), 0.3, seed=1))
    model = keras.Sequential([keras.Input((5, FEATURES)), layer])
    model.compile("sgd", "mse")
    before = [to_numpy(w) for w in model.trainable_weights]
    model.fit(inputs(), np.ones((2, UNITS)), verbose=0)
    for old, weight in zip(before, model.trainable_weights, strict=True):
        assert np.isfinite(to_numpy(weight)).all()
        assert np.abs(to_numpy(weight) - old).max() > 0


def test_input_dropout_holds_for_a_sequence():
    cell = cells.SimpleRNNCell(
        64, dropout=0.25, kernel_initializer="identity", activation="linear"
    )
    cell.build((None, 64))
    dropped = to_numpy(cell.project(keras.ops.ones((32, 5, 64)), training=True))
    np.testing.assert_array_equal(dropped, np.repeat(dropped[:, :1], 5, axis=1))
    np.testing.assert_allclose(np.unique(dropped), [0, 1 / 0.75], rtol=1e-6)
    assert abs((dropped[:, 0] == 0).mean() - 0.25) < 0.04
    assert np.abs(dropped[0] - dropped[1]).max() > 0


@pytest.mark.parametrize(
    "cell",
    [
        cells.RecurrentDropoutCell(cells.LSTMCell(64), 0.25),
        cells.LSTMCell(64, recurrent_dropout=0.25),
    ],
)
def test_recurrent_dropout_has_one_mask_for_a_sequence(cell):
    cell = built(cell)
    _, (mask,) = cell.project(inputs(batch=32), training=True)
    mask = to_numpy(mask)
    np.testing.assert_array_equal(mask, np.repeat(mask[:, :1], 5, axis=1))
    np.testing.assert_allclose(np.unique(mask), [0, 1 / 0.75], rtol=1e-6)
    assert abs((mask[:, 0] == 0).mean() - 0.25) < 0.04
    assert np.abs(mask[0] - mask[1]).max() > 0


def test_recurrent_dropout_acts_on_the_product_alone():
    cell = built(cells.RecurrentDropoutCell(cells.GRUCell(UNITS), 0.5, seed=0))
    x, (h,) = inputs()[:, 0], states_of(cell)
    gates_x, (mask,) = cell.project(to_tensor(x), training=True)
    got, _ = cell.step((gates_x, [mask]), tensors([h]))
    w = weights_of(cell)
    of_x = np.split(x @ w["kernel"] + w["bias"][0], 3, -1)
    of_h = np.split((h * to_numpy(mask)) @ w["recurrent_kernel"] + w["bias"][1], 3, -1)
    want, _ = equations.gru_from_sums(of_x, of_h, h)
    np.testing.assert_allclose(to_numpy(got), want, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize(
    "inner", [cells.GRUCell, cells.MultiplicativeLSTMCell, cells.LayerNormLSTMCell]
)
def test_recurrent_dropout_as_an_argument_is_that_of_the_wrapper(inner):
    cell = built(inner(UNITS, recurrent_dropout=0.5, seed=0))
    wrapped = cells.RecurrentDropoutCell(inner(UNITS), 0.5)
    wrapped.build((None, FEATURES))
    wrapped.cell.set_weights(cell.get_weights()[: len(wrapped.cell.get_weights())])
    gates_x = cell.project(inputs()[:, 0], training=True)
    states = tensors(states_of(cell))
    got, want = (c.step(gates_x, states)[0] for c in (cell, wrapped))
    np.testing.assert_array_equal(to_numpy(got), to_numpy(want))
    still, _ = cell.step(cell.project(inputs()[:, 0]), states)
    assert np.abs(to_numpy(still) - to_numpy(got)).max() > 1e-3


def test_recurrent_dropout_is_not_given_twice():
    with pytest.raises(ValueError, match="recurrent_dropout"):
        cells.RecurrentDropoutCell(cells.GRUCell(4, recurrent_dropout=0.1), 0.1)


def test_weight_drop_differs_from_the_second_step_on():
    cell = built(cells.WeightDropCell(cells.LSTMCell(UNITS), 0.5, seed=0))
    one, other = outputs(cell, inputs()), outputs(cell, inputs())
    np.testing.assert_array_equal(one[:, 0], other[:, 0])
    assert np.abs(one[:, 1:] - other[:, 1:]).max(axis=(0, 2)).min() > 1e-4


@pytest.mark.parametrize("inner", [cells.GRUCell, cells.MinimalGatedUnitCell])
def test_weight_drop_has_one_mask_for_a_batch(inner):
    cell = built(cells.WeightDropCell(inner(64), 0.25, seed=0))
    gates_x = cell.project(inputs(), training=True)
    kernel = to_numpy(cell.cell.recurrent_kernel)
    first = matrix_of(cell, at(gates_x, 0))
    for t in range(1, 5):
        last = matrix_of(cell, at(gates_x, t))
        np.testing.assert_array_equal(last, first)
    np.testing.assert_array_equal(matrix_of(cell, gates_x), first)
    kept = first != 0
    np.testing.assert_allclose(first[kept], kernel[kept] / 0.75, rtol=1e-5)
    assert abs(kept.mean() - 0.75) < 0.03


def test_weight_drop_is_the_equation_with_a_dropped_matrix():
    cell = built(cells.WeightDropCell(cells.GRUCell(UNITS, reset_after=False), 0.5))
    gates_x = cell.project(inputs()[:, 0], training=True)
    matrix = matrix_of(cell, gates_x)
    states = states_of(cell)
    got, _ = cell.step(gates_x, tensors(states))
    weights = weights_of(cell) | {"recurrent_kernel": matrix}
    want, _ = equations.gru_reset_before(weights, inputs()[:, 0], states)
    np.testing.assert_allclose(to_numpy(got), want, rtol=1e-4, atol=1e-5)


def matrix_of(cell, gates_x):
    """The dropped recurrent kernel, whose parts lie side by side."""
    parts = cell.matrices(gates_x).values()
    return np.concatenate([to_numpy(part) for part in parts], axis=-1)


def at(gates_x, t):
    return keras.tree.map_structure(lambda g: g[:, t], gates_x)


def test_zoneout_keeps_or_takes():
    cell = built(cells.ZoneoutCell(cells.LSTMCell(64), [0.2, 0.6], seed=0))
    x, states = inputs(batch=64)[:, 0], states_of(cell, batch=64)
    output, new_states = cell.step(cell.project(x, training=True), tensors(states))
    _, taken = cell.cell.step(cell.cell.project(x), tensors(states))
    for rate, old, new, got in zip([0.2, 0.6], states, taken, new_states, strict=True):
        kept = np.isclose(to_numpy(got), old, atol=1e-6)
        assert abs(kept.mean() - rate) < 0.03
        np.testing.assert_allclose(
            to_numpy(got), np.where(kept, old, to_numpy(new)), atol=1e-4
        )
    assert output is new_states[0]


@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
def test_a_kept_state_is_kept_to_the_last_bit(dtype):
    cell = built(cells.ZoneoutCell(cells.GRUCell(64, dtype=dtype), 0.5, seed=0))
    x = keras.ops.cast(inputs()[:, 0], dtype)
    old = keras.ops.cast(states_of(cell)[0] / 100, dtype)
    gates_x = cell.project(x, training=True)
    _, (new,) = cell.step(gates_x, [old])
    kept = to_numpy(gates_x[1][0]) == 1
    assert 0 < kept.sum() < kept.size
    np.testing.assert_array_equal(to_numpy(new)[kept], to_numpy(old)[kept])


def test_zoneout_draws_anew_at_every_step():
    cell = built(cells.ZoneoutCell(cells.GRUCell(64), 0.5, seed=0))
    mask = to_numpy(cell.project(inputs(batch=8), training=True)[1][0])
    assert mask.shape == (8, 5, 64)
    agreement = (mask[:, 1:] == mask[:, :-1]).mean()
    assert abs(agreement - 0.5) < 0.05


def test_zoneout_at_inference_is_the_mean_of_training():
    cell = built(cells.ZoneoutCell(cells.GRUCell(UNITS), 0.3, seed=0))
    x = np.repeat(inputs(batch=1)[:, 0], 20000, axis=0)
    states = [np.repeat(s, 20000, axis=0) for s in states_of(cell, batch=1)]
    drawn, _ = cell.step(cell.project(x, training=True), tensors(states))
    mean, _ = cell.step(cell.project(x), tensors(states))
    spread = np.abs(states[0][0] - to_numpy(mean)[0]).max()
    difference = np.abs(to_numpy(drawn).mean(axis=0) - to_numpy(mean)[0])
    assert difference.max() < 0.03 * max(spread, 1)


def test_zoneout_leaves_an_output_that_is_no_state():
    cell = built(cells.ZoneoutCell(cells.SRUCell(UNITS), 0.3))
    x, states = inputs()[:, 0], states_of(cell)
    output, (c,) = cell.step(cell.project(x), tensors(states))
    want, (taken,) = cell.cell.step(cell.cell.project(x), tensors(states))
    np.testing.assert_array_equal(to_numpy(output), to_numpy(want))
    np.testing.assert_allclose(
        to_numpy(c), 0.3 * states[0] + 0.7 * to_numpy(taken), rtol=1e-5
    )


def test_wrappers_nest(tmp_path):
    cell = cells.ResidualCell(
        cells.ZoneoutCell(cells.WeightDropCell(cells.LSTMCell(FEATURES), 0.2), 0.1)
    )
    model = keras.Sequential([keras.Input((None, FEATURES)), keras.layers.RNN(cell)])
    randomize(model)
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras")
    np.testing.assert_array_equal(to_numpy(again(inputs())), to_numpy(model(inputs())))
