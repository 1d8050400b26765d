"""Which path a cell takes, on a device that need not be there, and what cuDNN sees."""

import keras
import numpy as np
import pytest

from keras_seqzoo import cells, layers
from keras_seqzoo.recurrence import choice

tensorflow_only = pytest.mark.skipif(
    keras.backend.backend() != "tensorflow", reason="these paths are TensorFlow's"
)


CASES = [
    (cells.LSTMCell(4), "hoisted", "cudnn"),
    (cells.LSTMCell(4, cell_clip=1.0), "hoisted", "compiled"),
    (cells.LSTMCell(4, use_bias=False), "hoisted", "compiled"),
    (cells.LSTMCell(4, activation="relu"), "hoisted", "compiled"),
    (cells.LSTMCell(4, recurrent_activation="hard_sigmoid"), "hoisted", "compiled"),
    (cells.LSTMCell(4, dropout=0.5), "hoisted", "cudnn"),
    (cells.LSTMCell(4, recurrent_dropout=0.5), "hoisted", "compiled"),
    (cells.GRUCell(4), "hoisted", "cudnn"),
    (cells.GRUCell(4, reset_after=False), "hoisted", "compiled"),
    (cells.PeepholeLSTMCell(4), "hoisted", "compiled"),
    (cells.ZoneoutCell(cells.LSTMCell(4), 0.1), "hoisted", "compiled"),
    (cells.MinGRUCell(4), "linear", "linear"),
    (keras.layers.LSTMCell(4), "loop", "loop"),
]


@pytest.mark.parametrize("cell, on_cpu, on_gpu", CASES)
def test_path(cell, on_cpu, on_gpu):
    for device, want in (("cpu", on_cpu), ("gpu", on_gpu)):
        assert choice.path(cell, False, "auto", "float32", device) == want
        assert choice.path(cell, True, "auto", "float32", device) == "loop"
        assert choice.path(cell, False, "loop", "float32", device) == "loop"
        assert choice.path(cell, False, "auto", "bfloat16", device) == "loop"


@tensorflow_only
def test_only_cudnn_takes_xla_from_the_model(monkeypatch):
    monkeypatch.setattr(choice, "device", lambda: "gpu")
    assert not layers.LSTM(4).supports_jit
    assert layers.LSTM(4, use_cudnn=False).path == "compiled"
    assert layers.LSTM(4, use_cudnn=False).supports_jit
    assert layers.PeepholeLSTM(4).supports_jit
    assert layers.LSTM(4, recurrence="loop").supports_jit


@tensorflow_only
def test_what_cudnn_can_mask():
    import tensorflow as tf

    from keras_seqzoo.recurrence.cudnn import right_padded

    def answer(*rows):
        return bool(right_padded(tf.constant(rows) > 0))

    assert answer([1, 1, 1], [1, 0, 0])
    assert not answer([1, 1, 1], [0, 1, 1])
    assert not answer([1, 1, 1], [1, 0, 1])
    assert not answer([1, 1, 1], [0, 0, 0])


MASKS = {
    "right": [[1, 1, 1, 1], [1, 1, 0, 0]],
    "left": [[1, 1, 1, 1], [0, 0, 1, 1]],
    "empty": [[1, 1, 0, 0], [0, 0, 0, 0]],
}


@tensorflow_only
@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize(
    "cell", [cells.LSTMCell, cells.GRUCell, cells.PeepholeLSTMCell]
)
def test_paths_of_a_gpu_give_the_same(cell, reverse, monkeypatch):
    x = np.random.default_rng(0).normal(size=(2, 4, 3)).astype("float32")
    masks = {"none": None} | {name: np.array(m) > 0 for name, m in MASKS.items()}
    options = {"return_sequences": True, "return_state": True, "go_backwards": reverse}
    here = layers.RNN(cell(4), **options)
    here.build(x.shape)
    want = results(here, x, masks)
    monkeypatch.setattr(choice, "device", lambda: "gpu")
    there = layers.RNN(cell(4), **options)
    there.build(x.shape)
    there.set_weights(here.get_weights())
    assert there.path in ("cudnn", "compiled")
    for name, found in results(there, x, masks).items():
        for got, expected in zip(found, want[name], strict=True):
            np.testing.assert_allclose(got, expected, 1e-5, 1e-6, err_msg=name)


def results(layer, x, masks):
    """`{name of a mask: outputs, final states and gradients}` of a compiled graph."""
    import tensorflow as tf

    weights = [w.value for w in layer.trainable_weights]
    x = tf.constant(x)

    @tf.function
    def run(mask):
        with tf.GradientTape() as tape:
            tape.watch(x)
            outputs = layer(x, mask=mask)
            loss = sum(tf.reduce_sum(tf.sin(y + 0.3)) for y in outputs)
        return [*outputs, *tape.gradient(loss, [x, *weights])]

    tensors = {k: None if m is None else tf.constant(m) for k, m in masks.items()}
    return {name: [y.numpy() for y in run(m)] for name, m in tensors.items()}
