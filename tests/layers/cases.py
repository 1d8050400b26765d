"""One table of cells: every recurrence and layer test runs over it."""

from keras_seqzoo import cells

UNITS = 4

CASES = {
    "SimpleRNN": (cells.SimpleRNNCell, {}),
    "GRU": (cells.GRUCell, {"reset_after": False}),
    "GRU, reset after": (cells.GRUCell, {"reset_after": True}),
    "LSTM": (cells.LSTMCell, {}),
    "LSTM, clipped": (cells.LSTMCell, {"cell_clip": 0.3}),
    "MinGRU": (cells.MinGRUCell, {}),
}


def make(name, units=UNITS, **overrides):
    """A cell of the table; biases are random, since zeros hide faults of masking."""
    cell_class, arguments = CASES[name]
    return cell_class(
        units, **{"bias_initializer": "random_normal", **arguments, **overrides}
    )
