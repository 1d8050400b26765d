"""One table of cells: every recurrence and layer test runs over it."""

from keras_seqzoo import cells

UNITS = 4

CASES = {
    "SimpleRNN": (cells.SimpleRNNCell, {}),
    "SimpleRNN, relu": (cells.SimpleRNNCell, {"activation": "relu"}),
    "SimplifiedGRU": (cells.SimplifiedGRUCell, {}),
    "GRU": (cells.GRUCell, {"reset_after": False}),
    "GRU, reset after": (cells.GRUCell, {"reset_after": True}),
    "MinimalGatedUnit": (cells.MinimalGatedUnitCell, {}),
    "LSTM": (cells.LSTMCell, {}),
    "LSTM, clipped": (cells.LSTMCell, {"cell_clip": 0.3}),
    "LSTM, no bias": (cells.LSTMCell, {"use_bias": False}),
    "LSTM, learned start": (cells.LSTMCell, {"start_state": "learned"}),
    "PeepholeLSTM": (cells.PeepholeLSTMCell, {}),
    "CoupledLSTM": (cells.CoupledLSTMCell, {}),
    "ProjectedLSTM": (cells.ProjectedLSTMCell, {"projection_units": 3}),
    "MultiplicativeLSTM": (cells.MultiplicativeLSTMCell, {}),
    "LayerNormLSTM": (cells.LayerNormLSTMCell, {}),
    "LayerNormGRU": (cells.LayerNormGRUCell, {}),
    "IndRNN": (cells.IndRNNCell, {}),
    "NASRNN": (cells.NASRNNCell, {}),
    "MinGRU": (cells.MinGRUCell, {}),
    "MinLSTM": (cells.MinLSTMCell, {}),
    "SRU": (cells.SRUCell, {}),
    "QRNN, f": (cells.QRNNCell, {"pooling": "f"}),
    "QRNN, fo": (cells.QRNNCell, {"pooling": "fo"}),
    "QRNN, ifo": (cells.QRNNCell, {"pooling": "ifo"}),
    "LRU": (cells.LRUCell, {}),
}


def make(name, units=UNITS, **overrides):
    """A cell of the table; biases are random, since zeros hide faults of masking."""
    cell_class, arguments = CASES[name]
    return cell_class(
        units, **{"bias_initializer": "random_normal", **arguments, **overrides}
    )
