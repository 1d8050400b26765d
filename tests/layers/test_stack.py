"""A stack against NumPy, against single layers, and against itself in two halves."""

import keras
import numpy as np
import pytest
import stack_oracle as oracle
from cell_table import weights_of
from compare import close, same
from keras import ops
from precision import VALUES, WIDEST, use_widest
from stack_cases import CONNECTIONS, MASKS, inputs, lstms, randomized

from keras_seqzoo import cells, layers

ALTERNATING = (False, True, True)
every_connection = pytest.mark.parametrize("connection", CONNECTIONS)
every_mask = pytest.mark.parametrize("mask", MASKS)


def expected(stack, x, mask):
    """Outputs [B, T, O] and states of a stack of LSTMs, row by row, in NumPy."""
    mask = np.ones(x.shape[:2], bool) if mask is None else mask
    rows = [row_of(stack, *pair) for pair in zip(x, mask, strict=True)]
    states = [
        [np.stack(state) for state in zip(*level, strict=True)]
        for level in zip(*(states for _, states in rows), strict=True)
    ]
    return np.stack([y for y, _ in rows]), states


def row_of(stack, x, real):
    join, states = oracle.CONNECTIONS[stack.connection], []
    for layer, connection in zip(stack.layers, stack.connections, strict=True):
        backward = layer.go_backwards
        h, final = oracle.lstm_run(weights_of(layer.cell), x, real, None, backward)
        x = join(weights_of(connection), x, h)
        states.append(final)
    return repeated(x, real, backward), states


def repeated(y, real, backward):
    """Each masked step as the real step before it in the direction of the run."""
    last, rows = np.zeros(y.shape[-1]), [None] * len(y)
    for t in range(len(y))[::-1] if backward else range(len(y)):
        last = y[t] if real[t] else last
        rows[t] = last
    return np.stack(rows)


@every_mask
@every_connection
@pytest.mark.parametrize("backward", [(False,) * 3, ALTERNATING])
def test_sequences_and_states(connection, mask, backward):
    use_widest()
    options = {"return_sequences": True, "return_state": True}
    stack = randomized(layers.Stack(lstms(backward), connection, **options))
    x, mask = inputs().astype(WIDEST), MASKS[mask]
    outputs, *states = stack(x, mask=mask)
    want, want_states = expected(stack, x, mask)
    close(outputs, want, **VALUES[WIDEST])
    for found, final in zip(states, want_states, strict=True):
        for one, other in zip(found, final, strict=True):
            close(one, other, **VALUES[WIDEST])


@pytest.mark.parametrize("mask", ["none", "empty row"])
@every_connection
@pytest.mark.parametrize("backward", [(False,) * 3, ALTERNATING])
def test_last_output_is_the_end_of_the_run(connection, mask, backward):
    whole = randomized(layers.Stack(lstms(backward), connection, return_sequences=True))
    last = randomized(layers.Stack(lstms(backward), connection))
    x, mask = inputs(), MASKS[mask]
    end = 0 if backward[-1] else -1
    close(last(x, mask=mask), whole(x, mask=mask)[:, end], rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("return_sequences", [False, True])
def test_plain_bidirectional_layers_are_the_layers_in_turn(return_sequences):
    def both(n, **options):
        return layers.Bidirectional(layers.GRU(n, **options))

    stack = randomized(
        layers.Stack([both(3), both(4)], return_sequences=return_sequences)
    )
    first = both(3, return_sequences=True)
    second = both(4, return_sequences=return_sequences)
    x, mask = inputs(), MASKS["holes"]
    second(first(x))
    first.set_weights(stack.layers[0].get_weights())
    second.set_weights(stack.layers[1].get_weights())
    same(stack(x, mask=mask), second(first(x, mask=mask), mask=mask))


def test_residual_layers_are_residual_cells():
    stack = randomized(layers.Stack.of(cells.GRUCell(2), 2, connection="residual"))
    y, mask = inputs(), MASKS["holes"]
    for layer in stack.layers:
        wrapped = layers.RNN(cells.ResidualCell(layer.cell), return_sequences=True)
        y = wrapped(y, mask=mask)
    close(stack(inputs(), mask=mask), y[:, -1], rtol=1e-5, atol=1e-6)


def test_highway_layers_are_highway_cells():
    stack = randomized(layers.Stack([cells.LSTMCell(2)], connection="highway"))
    cell = cells.HighwayCell(cells.LSTMCell(2))
    cell.build((None, 2))
    of_gate, of_cell = stack.connections[0], stack.layers[0]
    cell.set_weights([*of_gate.get_weights(), *of_cell.get_weights()])
    mask = MASKS["right"]
    close(stack(inputs(), mask=mask), layers.RNN(cell)(inputs(), mask=mask), rtol=1e-5)


@every_connection
def test_two_halves_are_the_whole(connection):
    options = {"return_sequences": True, "return_state": True}
    stack = randomized(layers.Stack(lstms(), connection, **options))
    x = inputs()
    whole, *final = stack(x)
    first, *states = stack(x[:, :2])
    second, *states = stack(x[:, 2:], initial_state=states)
    close(ops.concatenate([first, second], 1), whole, rtol=1e-5, atol=1e-6)
    for one, other in zip(
        keras.tree.flatten(states), keras.tree.flatten(final), strict=True
    ):
        close(one, other, rtol=1e-5, atol=1e-6)


def test_some_layers_may_start_by_themselves():
    stack = randomized(layers.Stack(lstms(), return_state=True))
    zeros = [np.zeros((3, 4), "float32")] * 2
    same(stack(inputs(), initial_state=[zeros, None, None])[0], stack(inputs())[0])
    other = stack(inputs(), initial_state=[[z + 1 for z in zeros], None, None])[0]
    assert np.abs(ops.convert_to_numpy(other - stack(inputs())[0])).max() > 1e-3


def test_stateful_batches_go_on_until_reset():
    x = inputs()
    stack = randomized(layers.Stack(lstms(), "residual", stateful=True), (3, 5, 2))
    plain = randomized(layers.Stack(lstms(), "residual"))
    once = ops.convert_to_numpy(stack(x))
    close(once, plain(x), rtol=1e-5, atol=1e-6)
    close(stack(x), plain(np.concatenate([x, x], 1)), rtol=1e-5, atol=1e-6)
    stack.reset_state()
    same(stack(x), once)


@every_connection
def test_padding_changes_nothing(connection):
    stack = randomized(layers.Stack(lstms(), connection, return_sequences=True))
    padded = np.pad(inputs(), ((0, 0), (0, 4), (0, 0)), constant_values=7)
    mask = np.pad(np.ones((3, 5), bool), ((0, 0), (0, 4)))
    long = ops.convert_to_numpy(stack(padded, mask=mask))
    close(long[:, :5], stack(inputs()), rtol=1e-5, atol=1e-6)
    close(long[:, 5:], np.repeat(long[:, 4:5], 4, axis=1), rtol=1e-5, atol=1e-6)


@every_connection
@pytest.mark.parametrize("batch,length", [(1, 1), (0, 3), (2, 1), (1, 4)])
def test_edges(connection, batch, length):
    stack = layers.Stack(lstms(), connection, return_sequences=True)
    width = stack.compute_output_shape((None, None, 2))[-1]
    outputs = stack(inputs(batch, length), mask=np.ones((batch, length), bool))
    assert tuple(outputs.shape) == (batch, length, width)
    assert tuple(stack(inputs(batch, length)).shape) == (batch, length, width)


def test_every_layer_runs_by_its_own_fast_path():
    stack = layers.Stack([layers.MinGRU(3), layers.LSTM(3), cells.QRNNCell(3)])
    assert [layer.path for layer in stack.layers] == ["linear", "hoisted", "linear"]
