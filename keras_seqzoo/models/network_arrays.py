"""The weights of word-level networks as arrays, by the names of the runtime."""

import numpy as np
from keras import ops

from keras_seqzoo import layers
from keras_seqzoo.runtime.shapes import DIRECTIONS


def arrays(variables):
    """Returns `{name: array}` of `{name: variable}`, as small as its values allow."""
    return {name: small(ops.convert_to_numpy(v)) for name, v in variables.items()}


def recurrent(network):
    """Returns `{name: variable}` of the bidirectional LSTMs of a network."""
    found: dict = {}
    for i, layer in enumerate(of_class(network, layers.Bidirectional)):
        found |= directions(f"recurrent.{i}", layer)
    return found


def of_class(network, kind):
    return [layer for layer in network.layers if isinstance(layer, kind)]


def directions(name, layer):
    """The weights of both directions of a bidirectional LSTM."""
    return {
        f"{name}.{way}.{i}": variable
        for way in DIRECTIONS
        for i, variable in enumerate(getattr(layer, f"{way}_layer").cell.weights)
    }


def small(array):
    """The array as float16 if that changes no value."""
    with np.errstate(over="ignore"):
        half = array.astype(np.float16) if array.dtype == np.float32 else array
    return half if np.array_equal(half, array) else array
