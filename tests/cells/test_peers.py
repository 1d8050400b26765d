"""Cells against kernels that are not ours: those of Keras, PyTorch and TensorFlow."""

import keras
import numpy as np
import pytest
from cell_table import randomize

from keras_seqzoo import cells, layers

PEERS = {
    "SimpleRNN": (keras.layers.SimpleRNN, cells.SimpleRNNCell, {}),
    "relu": (keras.layers.SimpleRNN, cells.SimpleRNNCell, {"activation": "relu"}),
    "LSTM": (keras.layers.LSTM, cells.LSTMCell, {}),
    "LSTM without bias": (keras.layers.LSTM, cells.LSTMCell, {"use_bias": False}),
    "GRU after": (keras.layers.GRU, cells.GRUCell, {"reset_after": True}),
    "GRU before": (keras.layers.GRU, cells.GRUCell, {"reset_after": False}),
    "GRU after, no bias": (keras.layers.GRU, cells.GRUCell, {"use_bias": False}),
    "hard gates": (
        keras.layers.GRU,
        cells.GRUCell,
        {"recurrent_activation": "hard_sigmoid"},
    ),
}


@pytest.mark.parametrize("name", PEERS)
def test_weights_of_keras_give_its_outputs(name):
    layer_class, cell_class, arguments = PEERS[name]
    peer = layer_class(4, return_sequences=True, **arguments)
    peer.build((2, 5, 3))
    randomize(peer)
    own = keras.layers.RNN(cell_class(4, **arguments), return_sequences=True)
    own.build((2, 5, 3))
    own.set_weights(peer.get_weights())
    x = np.random.default_rng(0).normal(size=(2, 5, 3)).astype("float32")
    np.testing.assert_allclose(
        keras.ops.convert_to_numpy(own(x)),
        keras.ops.convert_to_numpy(peer(x)),
        rtol=1e-5,
        atol=1e-6,
    )


@pytest.mark.skipif(
    keras.backend.backend() != "tensorflow", reason="a kernel of TensorFlow"
)
@pytest.mark.parametrize("clip", [None, 0.5])
def test_peepholes_are_those_of_the_block_lstm(clip):
    import tensorflow as tf

    layer = keras.layers.RNN(
        cells.PeepholeLSTMCell(4, cell_clip=clip), return_sequences=True
    )
    layer.build((2, 5, 3))
    randomize(layer)
    x = np.random.default_rng(0).normal(size=(2, 5, 3)).astype("float32")
    kernel, recurrent, bias, p_i, p_f, p_o = layer.get_weights()
    outputs = tf.raw_ops.BlockLSTMV2(
        seq_len_max=5,
        x=np.swapaxes(x, 0, 1),
        cs_prev=np.zeros((2, 4), "float32"),
        h_prev=np.zeros((2, 4), "float32"),
        w=np.concatenate([kernel, recurrent]),
        wci=p_i,
        wcf=p_f,
        wco=p_o,
        b=bias,
        cell_clip=clip or -1.0,
        use_peephole=True,
    ).h
    np.testing.assert_allclose(layer(x), np.swapaxes(outputs, 0, 1), 1e-5, 1e-6)


TORCH = {
    "RNN": (cells.SimpleRNNCell(4), {}),
    "RNN, relu": (cells.SimpleRNNCell(4, activation="relu"), {"nonlinearity": "relu"}),
    "GRU": (cells.GRUCell(4), {}),
    "LSTM": (cells.LSTMCell(4), {}),
    "LSTM, projected": (cells.ProjectedLSTMCell(4, 2), {"proj_size": 2}),
}


@pytest.mark.filterwarnings("ignore:LSTM with projections:UserWarning")
@pytest.mark.parametrize("name", TORCH)
def test_is_that_of_pytorch(name):
    torch = pytest.importorskip("torch", reason="layers of PyTorch")
    cell, arguments = TORCH[name]
    layer = layers.RNN(cell, return_sequences=True, return_state=True)
    layer.build((2, 5, 3))
    randomize(layer)
    peer = getattr(torch.nn, name.partition(",")[0])(
        3, 4, batch_first=True, **arguments
    )
    set_weights_of_torch(peer, {w.name: keras.ops.convert_to_numpy(w) for w in
                                layer.trainable_weights}, name)  # fmt: skip
    x = np.random.default_rng(0).normal(size=(2, 5, 3)).astype("float32")
    outputs, states = peer(torch.from_numpy(x))
    states = states if isinstance(states, tuple) else [states]
    found = layer(x)
    for got, want in zip(found, [outputs, *(s[0] for s in states)], strict=True):
        np.testing.assert_allclose(
            keras.ops.convert_to_numpy(got), want.detach().numpy(), 1e-4, 1e-5
        )


def set_weights_of_torch(peer, weights, name):
    """Gives a layer of PyTorch weights of ours; its GRU has the reset gate first."""
    order = (1, 0, 2) if name == "GRU" else range(weights["kernel"].shape[-1] // 4)

    def rows(matrix):
        gates = np.split(matrix, len(order), axis=-1)
        return np.concatenate([gates[k] for k in order], axis=-1).T

    bias = weights["bias"]
    of_x, of_h = bias if bias.ndim == 2 else (bias, np.zeros_like(bias))
    values = {
        "weight_ih_l0": rows(weights["kernel"]),
        "weight_hh_l0": rows(weights["recurrent_kernel"]),
        "bias_ih_l0": rows(of_x),
        "bias_hh_l0": rows(of_h),
    }
    if "projection_kernel" in weights:
        values["weight_hr_l0"] = weights["projection_kernel"].T
    for key, value in values.items():
        parameter = getattr(peer, key)
        parameter.data.copy_(parameter.new_tensor(value))
