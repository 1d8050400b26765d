"""The tagger network: words and characters, bidirectional LSTM, linear-chain CRF."""

from dataclasses import dataclass

import keras
from keras import ops

from keras_seqzoo import layers
from keras_seqzoo.models import sizes
from keras_seqzoo.models.configuration import Configuration, setting
from keras_seqzoo.models.registry import register
from keras_seqzoo.models.word_network import recurrent_stack, word_vectors
from keras_seqzoo.text import NUM_SHAPES


@dataclass(frozen=True)
class NERBiLSTMCRFConfig(Configuration):
    """Sizes of a `ner_bilstm_crf` network.

    `num_trained_words` counts the first ids of the vocabulary (padding and unknown
    among them) whose vectors get a trained correction. `tags` are IOBES tags.
    """

    vocabulary_size: int = setting(10_000, low=2, high=5_000_000)
    embedding_dim: int = setting(100, low=1, high=4096)
    num_trained_words: int = setting(2, low=2, high=5_000_000)
    num_shapes: int = setting(NUM_SHAPES, low=1, high=10_000)
    shape_dim: int = setting(10, low=1, high=1024)
    character_encoder: str = setting("cnn", choices=("cnn", "bilstm", "none"))
    num_characters: int = setting(100, low=2, high=200_000)
    character_dim: int = setting(25, low=1, high=1024)
    character_units: int = setting(50, low=1, high=4096)
    character_width: int = setting(3, low=1, high=32)
    units: int = setting(100, low=1, high=8192)
    num_layers: int = setting(1, low=1, high=16)
    input_dropout: float = setting(0.35, low=0.0, high=0.95)
    dropout: float = setting(0.35, low=0.0, high=0.95)
    tags: tuple[str, ...] = setting(
        ("O", "B-PER", "I-PER", "E-PER", "S-PER"), low=1, high=1024
    )

    def count_parameters(self):
        characters, features = CHARACTER_SIZES[self.character_encoder](self)
        inputs = self.embedding_dim + self.shape_dim + features
        return (
            sizes.word_vectors(self)
            + self.num_shapes * self.shape_dim
            + characters
            + sizes.recurrent_stack(inputs, self)
            + sizes.dense(2 * self.units, len(self.tags))
            + sizes.crf(len(self.tags))
        )


def cnn_size(config):
    """Returns the numbers of weights and of features of the character CNN."""
    table = config.num_characters * config.character_dim
    window = config.character_width * config.character_dim
    return table + sizes.dense(window, config.character_units), config.character_units


def bilstm_size(config):
    """Returns the numbers of weights and of features of the character BiLSTM."""
    table = config.num_characters * config.character_dim
    lstms = 2 * sizes.lstm(config.character_dim, config.character_units)
    return table + lstms, 2 * config.character_units


CHARACTER_SIZES = {
    "cnn": cnn_size,
    "bilstm": bilstm_size,
    "none": lambda config: (0, 0),
}


def character_cnn(config):
    return layers.CharacterCNN(
        config.num_characters,
        config.character_dim,
        config.character_units,
        config.character_width,
        dropout=config.input_dropout,
    )


def character_bilstm(config):
    return layers.CharacterBiLSTM(
        config.num_characters,
        config.character_dim,
        config.character_units,
        dropout=config.input_dropout,
    )


def encode_characters(encoder):
    """Returns a function of the configuration that adds the input `characters`."""

    def features(config):
        characters = keras.Input((None, None), dtype="int32", name="characters")
        return {"characters": characters}, [encoder(config)(characters)]

    return features


def no_characters(config):
    return {}, []


CHARACTER_FEATURES = {
    "cnn": encode_characters(character_cnn),
    "bilstm": encode_characters(character_bilstm),
    "none": no_characters,
}


@register(
    "ner_bilstm_crf",
    config=NERBiLSTMCRFConfig,
    task="keras_seqzoo.models.ner_tagger:NERTagger",
)
def build_ner_bilstm_crf(config):
    """Builds the network of a `NERTagger`.

    Inputs (int32, 0 is padding) are `words` and `shapes` [B, T] and, with a character
    encoder, `characters` [B, T, C]; the output are CRF potentials [B, T, K, K] float32.

    References: Huang et al. (2015); Lample et al. (2016); Ma & Hovy (2016).
    """
    words = keras.Input((None,), dtype="int32", name="words")
    shapes = keras.Input((None,), dtype="int32", name="shapes")
    character_inputs, character_features = CHARACTER_FEATURES[config.character_encoder](
        config
    )
    shape_vectors = keras.layers.Embedding(
        config.num_shapes, config.shape_dim, name="shape_vectors"
    )
    x = ops.concatenate(
        [word_vectors(words, config), shape_vectors(shapes), *character_features],
        axis=-1,
    )
    mask = ops.not_equal(words, 0)
    x = recurrent_stack(x, mask, config)
    emissions = keras.layers.Dense(len(config.tags), name="emissions")(x)
    constraint = {"tags": list(config.tags), "scheme": "iobes"}
    potentials = layers.CRF(constraint=constraint, name="crf")(emissions, mask=mask)
    return keras.Model(
        {"words": words, "shapes": shapes, **character_inputs},
        potentials,
        name="ner_bilstm_crf",
    )
