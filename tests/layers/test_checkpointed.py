"""`checkpoint_every`: the same values and gradients, in less memory."""

import keras
import numpy as np
import pytest
from gradients import value_and_gradients

from keras_seqzoo import cells, layers

LENGTH = 7
CELLS = {
    "LSTM": lambda: cells.LSTMCell(4),
    "MinGRU": lambda: cells.MinGRUCell(4),
    "Residual": lambda: cells.ResidualCell(cells.GRUCell(3, reset_after=False)),
}
MASK = np.array([[1, 1, 1, 1, 1, 0, 0], [0, 1, 0, 0, 1, 1, 1]]) > 0


def pair(make, dtype=None, **options):
    """A layer and its twin that saves memory, with equal weights."""
    every = options.pop("every")
    options |= {"return_state": True, "dtype": dtype}
    plain = layers.RNN(make(), **options)
    saving = layers.RNN(make(), checkpoint_every=every, **options)
    for layer in (plain, saving):
        layer.build((2, LENGTH, 3))
    random = np.random.default_rng(1)
    weights = [w + 0.1 * random.normal(size=w.shape) for w in plain.get_weights()]
    plain.set_weights(weights)
    saving.set_weights(weights)
    return plain, saving


def check(plain, saving, mask, rtol=2e-4, atol=2e-5):
    x = np.random.default_rng(2).normal(size=(2, LENGTH, 3))
    x = x.astype(plain.compute_dtype)
    want, found = (value_and_gradients(layer, x, mask) for layer in (plain, saving))
    for a, b in zip(found, want, strict=True):
        np.testing.assert_allclose(a, b, rtol=rtol, atol=atol)


@pytest.mark.parametrize("every", ["sqrt", 3, 20])
@pytest.mark.parametrize("name", CELLS)
def test_equals_the_plain_layer(name, every):
    check(*pair(CELLS[name], every=every, return_sequences=True), None)


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("zero", [False, True])
@pytest.mark.parametrize("sequences", [False, True])
def test_masks_and_directions(sequences, zero, reverse):
    layers = pair(
        CELLS["LSTM"],
        every=3,
        return_sequences=sequences,
        zero_output_for_mask=zero,
        go_backwards=reverse,
    )
    check(*layers, MASK)


@pytest.mark.skipif(
    keras.backend.backend() != "tensorflow", reason="float64 as docs/backends.md says"
)
def test_float64_stays_exact():
    def make():
        return cells.PeepholeLSTMCell(4, dtype="float64")

    check(*pair(make, "float64", every=3), MASK, rtol=1e-9, atol=1e-12)


def test_weight_drop_replays_its_mask():
    def make():
        return cells.WeightDropCell(cells.PeepholeLSTMCell(4), 0.5, seed=1)

    plain, saving = pair(make, every=2)
    x = keras.ops.ones((2, LENGTH, 3))
    for a, b in zip(plain(x, training=True), saving(x, training=True), strict=True):
        np.testing.assert_allclose(
            keras.ops.convert_to_numpy(a), keras.ops.convert_to_numpy(b), atol=1e-5
        )


@pytest.mark.skipif(
    keras.backend.backend() != "tensorflow", reason="a copy that TensorFlow needs"
)
def test_a_kept_state_does_not_hold_its_chunk():
    import tensorflow as tf

    from keras_seqzoo.recurrence.checkpointed_tensorflow import copied

    chunk = tf.reshape(tf.range(64.0), (4, 16))
    kept = copied(chunk[-1])
    np.testing.assert_array_equal(kept, np.arange(48.0, 64.0))
    memory = [np.asarray(memoryview(x)) for x in (chunk, chunk[-1], kept)]
    assert np.shares_memory(memory[0], memory[1])
    assert not np.shares_memory(memory[0], memory[2])


COMPILED = pytest.param(
    True,
    marks=pytest.mark.skipif(
        keras.backend.backend() == "torch", reason="torch.compile warns of torch itself"
    ),
)


@pytest.mark.parametrize("jit", [False, COMPILED])
def test_trains(jit):
    layer = layers.LSTM(4, checkpoint_every="sqrt")
    model = keras.Sequential([keras.Input((LENGTH, 3)), layer, keras.layers.Dense(1)])
    model.compile("adam", "mse", jit_compile=jit)
    x = np.random.default_rng(0).normal(size=(32, LENGTH, 3)).astype("float32")
    y = x.sum(axis=(1, 2), keepdims=True)[:, 0] * 0.1
    history = model.fit(x, y, epochs=8, verbose=0).history["loss"]
    assert history[-1] < history[0]
    again = layers.LSTM.from_config(layer.get_config())
    assert again.checkpoint_every == "sqrt"


@pytest.mark.parametrize("every", [0, -1, 2.5, "half", True])
def test_other_values_are_refused(every):
    with pytest.raises(ValueError, match="checkpoint_every"):
        layers.LSTM(4, checkpoint_every=every)


def test_needs_a_cell_of_the_package():
    with pytest.raises(ValueError, match="checkpoint_every"):
        layers.RNN(keras.layers.LSTMCell(4), checkpoint_every=2)
