import keras
import numpy as np
import pytest

from keras_seqzoo.models import build

SIZES = {
    "vocabulary_size": 30,
    "embedding_dim": 6,
    "num_trained_words": 10,
    "num_characters": 12,
    "character_dim": 3,
    "character_units": 4,
    "units": 5,
}
ENCODERS = ("cnn", "bilstm", "none")


def randomised(network):
    """Gives every weight a random value, so that no zero bias hides a leak."""
    rng = np.random.default_rng(3)
    for weight in network.weights:
        if weight.dtype == "float32":
            weight.assign(rng.normal(0, 0.3, weight.shape))
    return network


def inputs_of(network, steps, width=4):
    rng = np.random.default_rng(0)
    arrays = {
        "words": rng.integers(1, 30, (2, steps)),
        "shapes": rng.integers(1, 16, (2, steps)),
        "characters": rng.integers(1, 12, (2, steps, width)),
    }
    return {name: arrays[name].astype("int32") for name in network.input}


def padded(arrays, steps):
    return {
        name: np.pad(array, [(0, 0), (0, steps)] + [(0, 0)] * (array.ndim - 2))
        for name, array in arrays.items()
    }


@pytest.mark.parametrize("encoder", ENCODERS)
def test_padding_on_the_right_changes_nothing(encoder):
    network = randomised(build("ner_bilstm_crf", character_encoder=encoder, **SIZES))
    arrays = inputs_of(network, 5)
    alone = keras.ops.convert_to_numpy(network(arrays))
    longer = keras.ops.convert_to_numpy(network(padded(arrays, 3)))
    np.testing.assert_allclose(longer[:, :5], alone, atol=1e-5)


@pytest.mark.parametrize("encoder", ENCODERS)
def test_the_character_encoder_decides_the_inputs(encoder):
    network = build("ner_bilstm_crf", character_encoder=encoder, **SIZES)
    assert ("characters" in network.input) == (encoder != "none")
    assert network.output.shape == (None, None, 5, 5)


def test_words_past_the_trained_ones_share_the_correction_of_the_unknown_word():
    network = randomised(build("ner_bilstm_crf", character_encoder="none", **SIZES))
    vectors = network.get_layer("vectors")
    vectors.set_weights([np.tile(vectors.get_weights()[0][:1], (30, 1))])
    words = np.array([[1, 20, 1], [29, 1, 15]], "int32")
    ones = np.ones_like(words)
    out = keras.ops.convert_to_numpy(network({"words": words, "shapes": ones}))
    same = keras.ops.convert_to_numpy(network({"words": ones, "shapes": ones}))
    np.testing.assert_allclose(out, same, atol=1e-6)


def test_pretrained_vectors_are_not_trained():
    network = build("ner_bilstm_crf", **SIZES)
    trained = {weight.path for weight in network.trainable_weights}
    assert not any(path.startswith("vectors/") for path in trained)
    assert any(path.startswith("corrections/") for path in trained)


def test_the_network_is_a_plain_keras_model(tmp_path):
    network = randomised(build("ner_bilstm_crf", **SIZES))
    network.save(tmp_path / "network.keras")
    loaded = keras.saving.load_model(tmp_path / "network.keras")
    arrays = inputs_of(network, 4)
    np.testing.assert_allclose(
        keras.ops.convert_to_numpy(loaded(arrays)),
        keras.ops.convert_to_numpy(network(arrays)),
        atol=1e-6,
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"character_encoder": "rnn"},
        {"units": 0},
        {"dropout": 1.0},
        {"tags": ("O", "X-A")},
    ],
)
def test_a_wrong_setting_is_refused(wrong):
    with pytest.raises(ValueError):
        build("ner_bilstm_crf", **{**SIZES, **wrong})
