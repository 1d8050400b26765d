"""Character encoders against NumPy, word by word, and their rules of padding."""

import keras
import numpy as np
import pytest
from backends import JIT
from compare import close, same
from function_gradients import gradients
from hypothesis import given, settings
from hypothesis import strategies as st
from keras import ops

from keras_seqzoo.layers.character_bilstm import CharacterBiLSTM
from keras_seqzoo.layers.character_cnn import CharacterCNN

MAKERS = {
    "cnn": lambda **options: CharacterCNN(9, 4, 5, 3, **options),
    "wide cnn": lambda **options: CharacterCNN(9, 4, 5, 4, **options),
    "bilstm": lambda **options: CharacterBiLSTM(9, 4, 3, **options),
}
FEATURES = {"cnn": 5, "wide cnn": 5, "bilstm": 6}
every_encoder = pytest.mark.parametrize("name", MAKERS)
WORDS = np.array([[[3, 1, 4, 0], [1, 0, 0, 0], [0, 0, 0, 0]]])


def encoder(name, **options):
    """An encoder with random weights, biases and padding vector too."""
    layer = MAKERS[name](**options)
    layer.build((None, None, None))
    rng = np.random.default_rng(0)
    layer.set_weights([rng.normal(size=w.shape) for w in layer.get_weights()])
    return layer


def encode(layer, words):
    return ops.convert_to_numpy(layer(np.asarray(words, "int32")))


@pytest.mark.parametrize("width", [1, 2, 3, 4, 7])
@pytest.mark.parametrize("word", [[5], [1, 2], [3, 1, 4, 1, 5, 8]])
def test_cnn_is_the_best_window_of_the_word(width, word):
    layer = CharacterCNN(9, 4, 5, width, activation="tanh")
    layer.build((None, None, None))
    rng = np.random.default_rng(width)
    kernel, bias, table = (rng.normal(size=s) for s in ((width * 4, 5), (5,), (9, 4)))
    layer.kernel.assign(kernel)
    layer.bias.assign(bias)
    layer.embedding.embeddings.assign(table)
    before, after = (width - 1) // 2, width // 2
    x = np.pad(table[word], ((before, after), (0, 0)))
    windows = [x[i : i + width].ravel() @ kernel for i in range(len(word))]
    expected = np.tanh(np.max(windows, axis=0) + bias)
    close(encode(layer, [[word]])[0, 0], expected, rtol=1e-4)


@pytest.mark.parametrize("word", [[5], [3, 1, 4, 1]])
def test_bilstm_is_the_last_state_of_each_direction(word):
    layer = encoder("bilstm")
    ours = layer.get_weights()
    vectors = ours[0][np.array([word])]
    halves = []
    for weights, backwards in ((ours[1:4], False), (ours[4:7], True)):
        plain = keras.layers.LSTM(3, go_backwards=backwards)
        plain.build((None, None, 4))
        plain.set_weights(weights)
        halves.append(ops.convert_to_numpy(plain(vectors)))
    expected = np.concatenate(halves, axis=-1)
    close(encode(layer, [[word]])[0], expected, rtol=1e-4)


@every_encoder
@settings(deadline=None, max_examples=12)
@given(
    words=st.lists(st.lists(st.integers(1, 8), max_size=4), min_size=1, max_size=3),
    extra=st.integers(0, 4),
)
def test_more_padding_changes_nothing(name, words, extra):
    layer = encoder(name)
    width = max(len(w) for w in words) + extra + 1
    padded = np.array([[w + [0] * (width - len(w)) for w in words]])
    found = encode(layer, padded)[0]
    for word, vector in zip(words, found, strict=True):
        alone = encode(layer, [[word]])[0, 0] if word else np.zeros(FEATURES[name])
        close(vector, alone, rtol=1e-5, atol=1e-6)


@every_encoder
def test_a_word_without_characters_gives_zeros_and_finite_gradients(name):
    layer = encoder(name)
    assert not encode(layer, WORDS)[0, 2].any()
    assert encode(layer, WORDS)[0, 1].any()
    empty = np.zeros((1, 1, 2, 4), "float32")[0]
    mask = np.zeros((1, 2), bool)
    (gradient,) = gradients(
        lambda x: ops.sum(layer.encode(x, ops.convert_to_tensor(mask))), empty
    )
    assert not gradient.any()


@every_encoder
def test_shapes_are_known_before_the_data(name):
    symbolic = MAKERS[name]()(keras.Input((None, None), dtype="int32"))
    assert symbolic.shape == (None, None, FEATURES[name])
    assert encode(encoder(name), WORDS).shape == (1, 3, FEATURES[name])


def test_an_empty_batch():
    assert encode(encoder("cnn"), np.zeros((0, 3, 4))).shape == (0, 3, 5)


@every_encoder
def test_dropout_only_in_training(name):
    layer = encoder(name, dropout=0.5, seed=1)
    words = np.asarray(WORDS, "int32")
    same(layer(words), encode(encoder(name), words))
    assert ops.max(ops.abs(layer(words, training=True) - layer(words))) > 0.01


@every_encoder
@pytest.mark.parametrize("jit_compile", JIT)
def test_training_moves_every_weight(name, jit_compile):
    words = keras.Input((None, None), dtype="int32")
    layer = MAKERS[name](dropout=0.1)
    model = keras.Model(words, keras.layers.Dense(1)(layer(words)))
    model.compile("sgd", "mse", jit_compile=jit_compile)
    before = layer.get_weights()
    model.fit(np.repeat(WORDS, 4, 0), np.ones((4, 3, 1)), batch_size=4, verbose=0)
    for old, new in zip(before, layer.get_weights(), strict=True):
        assert np.isfinite(new).all()
        assert np.abs(old - new).max() > 0


def test_start_states_of_both_directions_can_be_learned():
    layer = MAKERS["bilstm"](start_state="learned")
    before = encode(layer, WORDS)
    starts = [w for w in layer.trainable_weights if w.name.startswith("start_")]
    assert len(starts) == 4
    for weight in starts:
        weight.assign(ops.ones(weight.shape))
    after = encode(layer, WORDS)
    assert np.abs(after - before)[0, :2].max(axis=-1).min() > 1e-3
    assert not after[0, 2].any()


@every_encoder
def test_a_saved_model_encodes_the_same(name, tmp_path):
    words = keras.Input((None, None), dtype="int32")
    layer = encoder(name, dropout=0.2, embedding_initializer="he_normal", seed=3)
    model = keras.Model(words, layer(words))
    model.save(tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras")
    assert loaded.layers[-1].get_config() == layer.get_config()
    same(model.predict(WORDS, verbose=0), loaded.predict(WORDS, verbose=0))


@every_encoder
def test_mixed_precision(name):
    layer = encoder(name, dtype="mixed_float16")
    found = layer(np.asarray(WORDS, "int32"))
    assert keras.backend.standardize_dtype(found.dtype) == "float16"
    plain = encode(encoder(name), WORDS)
    close(ops.cast(found, "float32"), plain, rtol=0.05, atol=0.05)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"num_characters": 0}, "num_characters=0"),
        ({"num_characters": 5, "width": 0}, "width=0"),
        ({"num_characters": 5, "filters": 2.5}, "filters=2.5"),
        ({"num_characters": 5, "dropout": 1.0}, "dropout=1.0"),
    ],
)
def test_arguments_out_of_range_are_named(options, message):
    with pytest.raises(ValueError, match=f"Received: {message}"):
        CharacterCNN(**options)
