"""One table of cells: every test of cells runs over it."""

from functools import partial

import equations as eq
import numpy as np
from keras import ops

from keras_seqzoo import cells

UNITS = 3


def plain(cell_class, **arguments):
    """Returns a function that makes a cell of a class, with overrides."""
    return lambda **overrides: cell_class(UNITS, **arguments | overrides)


def wrapped(wrapper, cell_class, **arguments):
    """Returns a function that makes a wrapper around a cell, with overrides for it."""
    return lambda **overrides: wrapper(cell_class(UNITS, **overrides), **arguments)


ROWS = [
    ("SimpleRNN", plain(cells.SimpleRNNCell), eq.simple_rnn),
    (
        "IRNN",
        plain(cells.SimpleRNNCell, activation="relu", recurrent_initializer="identity"),
        partial(eq.simple_rnn, g=eq.relu),
    ),
    (
        "SimpleRNN with y",
        plain(cells.SimpleRNNCell, output_units=2, output_activation="sigmoid"),
        eq.simple_rnn_with_output,
    ),
    ("SimplifiedGRU", plain(cells.SimplifiedGRUCell), eq.simplified_gru),
    ("GRU after", plain(cells.GRUCell), eq.gru_reset_after),
    ("GRU before", plain(cells.GRUCell, reset_after=False), eq.gru_reset_before),
    ("MinimalGatedUnit", plain(cells.MinimalGatedUnitCell), eq.minimal_gated_unit),
    ("LSTM", plain(cells.LSTMCell), eq.lstm),
    ("LSTM clipped", plain(cells.LSTMCell, cell_clip=0.4), partial(eq.lstm, clip=0.4)),
    ("PeepholeLSTM", plain(cells.PeepholeLSTMCell), eq.peephole_lstm),
    ("CoupledLSTM", plain(cells.CoupledLSTMCell), eq.coupled_lstm),
    (
        "ProjectedLSTM",
        plain(cells.ProjectedLSTMCell, projection_units=2),
        eq.projected_lstm,
    ),
    ("MultiplicativeLSTM", plain(cells.MultiplicativeLSTMCell), eq.multiplicative_lstm),
    ("LayerNormLSTM", plain(cells.LayerNormLSTMCell), eq.layer_norm_lstm),
    (
        "LayerNormLSTM normalized",
        plain(cells.LayerNormLSTMCell, carry="normalized"),
        partial(eq.layer_norm_lstm, carry="normalized"),
    ),
    ("LayerNormGRU", plain(cells.LayerNormGRUCell), eq.layer_norm_gru),
    ("IndRNN", plain(cells.IndRNNCell), eq.ind_rnn),
    ("NASRNN", plain(cells.NASRNNCell, use_bias=True), eq.nas_rnn),
    ("MinGRU", plain(cells.MinGRUCell), eq.min_gru),
    (
        "MinGRU tanh",
        plain(cells.MinGRUCell, activation="tanh"),
        partial(eq.min_gru, g=np.tanh),
    ),
    ("MinLSTM", plain(cells.MinLSTMCell), eq.min_lstm),
    ("SRU", plain(cells.SRUCell), eq.sru),
    ("SRU square", plain(cells.SRUCell), eq.sru),
    ("QRNN f", plain(cells.QRNNCell, pooling="f"), eq.qrnn_f),
    ("QRNN fo", plain(cells.QRNNCell), eq.qrnn_fo),
    ("QRNN ifo", plain(cells.QRNNCell, pooling="ifo"), eq.qrnn_ifo),
    ("LRU", plain(cells.LRUCell), eq.lru),
    ("Zoneout", wrapped(cells.ZoneoutCell, cells.LSTMCell, rate=0.3), eq.zoneout_lstm),
    (
        "RecurrentDropout",
        wrapped(cells.RecurrentDropoutCell, cells.LSTMCell, rate=0.3),
        eq.lstm,
    ),
    ("WeightDrop", wrapped(cells.WeightDropCell, cells.LSTMCell, rate=0.3), eq.lstm),
    ("Residual", wrapped(cells.ResidualCell, cells.GRUCell), eq.residual_gru),
    ("Highway", wrapped(cells.HighwayCell, cells.LSTMCell), eq.highway_lstm),
]
CELLS = {name: make for name, make, _ in ROWS}
EQUATIONS = {name: equation for name, _, equation in ROWS}
SQUARE = ("SRU square", "Residual", "Highway")


def features(name):
    """Number of input features of a row; some cells need as many as outputs."""
    return UNITS if name in SQUARE else 2


def randomize(layer, seed=0):
    """Gives every weight random values, biases and scales too."""
    random = np.random.default_rng(seed)
    layer.set_weights([random.normal(0.2, 0.8, w.shape) for w in layer.get_weights()])


def weights_of(cell):
    """The weights of a cell by name, in float64."""
    return {
        w.name: ops.convert_to_numpy(w).astype("float64")
        for w in cell.weights
        if not w.name.startswith("seed")
    }


def example(name, batch=2, length=3, seed=1):
    """Inputs [B, T, D] and states of a row."""
    random = np.random.default_rng(seed)
    sizes = CELLS[name]().state_size
    x = random.normal(size=(batch, length, features(name)))
    return x, [random.normal(size=(batch, n)) for n in sizes]
