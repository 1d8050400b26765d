"""Layers to time, what they are measured against, and their arithmetic."""

import keras

from keras_seqzoo import cells, layers

LINEAR = ("MinGRU", "MinLSTM", "SRU", "QRNN", "LRU")
OPTIONS = {
    "GRU reset before": {"reset_after": False},
    "ProjectedLSTM": {"projection_units": 128},
    "LSTM bfloat16": {"dtype": "mixed_bfloat16"},
}
CELLS = (
    "LSTM", "MinGRU", "MinLSTM", "SRU", "QRNN", "LSTM bfloat16", "GRU",
    "GRU reset before", "PeepholeLSTM", "CoupledLSTM", "LayerNormLSTM",
)  # fmt: skip


def groups(names):
    """`{name of a peer: names of our layers beside it}`.

    The peer of LSTM and GRU is Keras's layer of that name; that of a linear cell is
    `keras.layers.LSTM`; that of any other cell is `keras.layers.RNN` over our cell.
    """
    found = {}
    for name in names:
        found.setdefault(peer_name(name), []).append(name)
    return found


def peer_name(name):
    return "LSTM" if name in LINEAR or name == "LSTM bfloat16" else name


def ours(name, units):
    """A layer of ours."""
    layer = getattr(layers, name.split()[0])
    return layer(units, return_sequences=True, **OPTIONS.get(name, {}))


def peer(name, units):
    """The layer of Keras of a group."""
    if name in ("LSTM", "GRU"):
        return getattr(keras.layers, name)(units, return_sequences=True)
    cell = getattr(cells, f"{name.split()[0]}Cell")(units, **OPTIONS.get(name, {}))
    return keras.layers.RNN(cell, return_sequences=True)


def operations(layer, shape):
    """Floating-point operations of the matrix products of one pass forward.

    A training step does three times as many: two products for each one forward.
    """
    batch, steps, _ = shape
    matrices = [w for w in layer.trainable_weights if len(w.shape) == 2]
    entries = sum(w.shape[0] * w.shape[1] for w in matrices if "bias" not in w.name)
    return 2 * batch * steps * entries
