"""Weights of the cells of TensorFlow Addons."""

import numpy as np

from keras_seqzoo.cells import LayerNormLSTMCell, NASRNNCell, PeepholeLSTMCell
from keras_seqzoo.convert.names import assign, named

PEEPHOLE = {
    "kernel": 2,
    "recurrent_kernel": 2,
    "bias": 1,
    "input_gate_peephole_weights": 1,
    "forget_gate_peephole_weights": 1,
    "output_gate_peephole_weights": 1,
}
LAYER_NORM = {"kernel": 2, "recurrent_kernel": 2, "bias": 1} | {
    f"{of}_norm/{part}": 1
    for of in ("kernel", "recurrent", "state")
    for part in ("gamma", "beta")
}
SHIFTS = ("bias", "kernel_norm/beta", "recurrent_norm/beta")
NAS = {"recurrent_kernel": 2, "kernel": 2, "bias": 1, "projection_weights": 2}
OPTIONAL_BIAS = (("bias",),)


def from_tensorflow_addons(layer, weights):
    """Sets the weights of a TensorFlow Addons cell; the outputs are then the same.

    | TensorFlow Addons | here |
    |---|---|
    | `PeepholeLSTMCell` | `PeepholeLSTM` |
    | `LayerNormLSTMCell` | `LayerNormLSTM(carry="normalized")` |
    | `NASCell` | `NASRNN` |

    The forget bias of an LSTM is in its bias on both sides: TensorFlow Addons adds
    nothing to it at run time. The three shifts of a layer-normalised gate only act as
    a sum, which is the bias here, so `LayerNormLSTM` needs `use_bias=True`.

    Args:
        layer: Built layer or cell of this package; `keras.layers.RNN` around a cell
            too. Of a `Bidirectional` convert both directions, one after the other.
        weights: `get_weights()` of the layer of TensorFlow Addons, or `{name: array}`
            as `read_keras2_weights` gives for a layer.

    Returns:
        `layer`.

    Raises:
        TypeError: If the layer has no counterpart in TensorFlow Addons.
        ValueError: If the layer is not built, its arguments make it another function
            than that of TensorFlow Addons, or the weights do not fit.

    Example:

    >>> kernel, recurrent = np.ones((3, 32)), np.ones((8, 32))
    >>> peepholes = [np.ones(8)] * 3
    >>> layer = keras_seqzoo.layers.PeepholeLSTM(8)
    >>> layer.build((None, None, 3))
    >>> weights = [kernel, recurrent, np.zeros(32), *peepholes]
    >>> layer = keras_seqzoo.convert.from_tensorflow_addons(layer, weights)
    """
    cell = getattr(layer, "cell", layer)
    if type(cell) not in READERS:
        raise TypeError(
            "`layer` must be PeepholeLSTM, LayerNormLSTM or NASRNN, or a cell of one; "
            "for a CRF there is crf_from_tensorflow_addons. "
            f"Received: layer={layer!r}"
        )
    if not cell.built:
        raise ValueError(
            "`layer` must be built: call layer.build((None, None, features)) first. "
            f"Received: layer={layer!r}"
        )
    assign(cell, READERS[type(cell)](cell, weights))
    return layer


def peephole_lstm(cell, weights):
    """Returns the arrays of a `PeepholeLSTMCell` by attribute."""
    found = named(weights, PEEPHOLE, OPTIONAL_BIAS)
    peepholes = {
        f"{gate}_peephole": found[f"{gate}_gate_peephole_weights"]
        for gate in ("input", "forget", "output")
    }
    return kernels(cell, found, found.get("bias")) | peepholes


def layer_norm_lstm(cell, weights):
    """Returns the arrays of a `LayerNormLSTMCell` by attribute."""
    if cell.carry != "normalized":
        raise ValueError(
            "TensorFlow Addons carries the normalised cell state: make the layer with "
            f'carry="normalized". Received: carry={cell.carry!r}'
        )
    found = named(weights, LAYER_NORM, OPTIONAL_BIAS)
    shifts = {name: w for name, w in found.items() if name in SHIFTS}
    return kernels(cell, found, total(shifts)) | {
        "kernel_scale": found["kernel_norm/gamma"],
        "recurrent_scale": found["recurrent_norm/gamma"],
        "state_scale": found["state_norm/gamma"],
        "state_shift": found["state_norm/beta"],
    }


def total(arrays):
    """Returns the sum of arrays by name, which must be of one shape."""
    shapes = {name: array.shape for name, array in arrays.items()}
    if len(set(shapes.values())) > 1:
        raise ValueError(f"These weights must have one shape. Received: {shapes}")
    return sum(arrays.values())


def nas_rnn(cell, weights):
    """Returns the arrays of a `NASRNNCell` by attribute."""
    found = named(weights, NAS, (("bias",), ("projection_weights",)))
    if "projection_weights" in found:
        raise ValueError(
            "NASRNN has no projection. The same function is NASRNN with "
            "recurrent_kernel = projection_weights @ recurrent_kernel, and after it "
            "Dense(projection, use_bias=False) with the projection_weights. "
            f"Received: weights with {list(found)}"
        )
    return kernels(cell, found, found.get("bias"))


def kernels(cell, found, bias):
    """Returns both kernels and the bias, which is zero where only `cell` has one."""
    if bias is None and cell.bias is not None:
        bias = np.zeros(cell.bias.shape)
    return {
        "kernel": found["kernel"],
        "recurrent_kernel": found["recurrent_kernel"],
        "bias": bias,
    }


READERS = {
    PeepholeLSTMCell: peephole_lstm,
    LayerNormLSTMCell: layer_norm_lstm,
    NASRNNCell: nas_rnn,
}
