"""Layers to time, what they are measured against, and their arithmetic."""

from typing import NamedTuple

import keras

from keras_seqzoo import cells, layers

LINEAR = ("MinGRU", "MinLSTM", "SRU", "QRNN", "LRU")
OPTIONS = {
    "GRU reset before": {"reset_after": False},
    "ProjectedLSTM": {"projection_units": 128},
}


class Case(NamedTuple):
    """A layer of ours and the peer of it."""

    name: str
    ours: keras.layers.Layer
    peer: keras.layers.Layer


def case(name, units):
    """Our layer beside Keras's.

    The peer of LSTM and GRU is Keras's layer of that name; that of a linear cell is
    `keras.layers.LSTM`; that of any other cell is `keras.layers.RNN` over our cell.
    """
    return Case(name, ours(name, units), peer(name, units))


def ours(name, units):
    layer = getattr(layers, name.split()[0])
    return layer(units, return_sequences=True, **OPTIONS.get(name, {}))


def peer(name, units):
    if name in ("LSTM", "GRU"):
        return getattr(keras.layers, name)(units, return_sequences=True)
    if name in LINEAR:
        return keras.layers.LSTM(units, return_sequences=True)
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
