"""The tagger network: words and characters, bidirectional LSTM, linear-chain CRF."""

from dataclasses import dataclass

import keras
from keras import ops

from keras_seqzoo import layers
from keras_seqzoo.configuration import Configuration, setting
from keras_seqzoo.models import sizes
from keras_seqzoo.models.ner_words import VECTORS, count_vectors
from keras_seqzoo.models.registry import register
from keras_seqzoo.models.word_encoders import ENCODERS, encoder_layer
from keras_seqzoo.models.word_network import recurrent_stack
from keras_seqzoo.text import NUM_SHAPES
from keras_seqzoo.text.affixes import NUM_AFFIXES


@dataclass(frozen=True)
class NERBiLSTMCRFConfig(Configuration):
    """Sizes of a `ner_bilstm_crf` network.

    `num_trained_words` counts the first ids of the vocabulary (padding and unknown
    among them) whose vectors are trained. With `vectors="frozen"` that is a correction
    of a fixed vector, `"tuned"` trains the vectors of all words, and with `"none"`
    there are no others. `vector_type="int8"` keeps the fixed ones in a quarter of the
    memory. `shape_dim` and `affix_rows` of 0 leave a feature out.

    The encoders `"min_gru"`, `"sru"` and `"qrnn"` have a linear recurrence.
    `correction_dropout` is the share of words whose trained vector is that of the
    unknown word while the network is trained, their fixed vector staying, as it is for
    words that only the fixed vectors know.
    `input_dropout` and `dropout` drop whole channels of a sentence,
    `recurrent_dropout` units of the state. With `decoder="softmax"` each tag is learnt
    on its own and the best path that keeps the `scheme` is found afterwards. `tags` are
    in that scheme.
    """

    vocabulary_size: int = setting(10_000, low=2, high=5_000_000)
    embedding_dim: int = setting(100, low=1, high=4096)
    num_trained_words: int = setting(2, low=2, high=5_000_000)
    num_shapes: int = setting(NUM_SHAPES, low=1, high=10_000)
    shape_dim: int = setting(10, low=0, high=1024)
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
    vectors: str = setting("frozen", choices=tuple(VECTORS), added=True)
    vector_type: str = setting("float", choices=("float", "int8"), added=True)
    affix_rows: int = setting(0, low=0, high=1_000_000, added=True)
    affix_dim: int = setting(16, low=1, high=1024, added=True)
    encoder: str = setting("lstm", choices=tuple(ENCODERS), added=True)
    recurrent_dropout: float = setting(0.0, low=0.0, high=0.95, added=True)
    scheme: str = setting("iobes", choices=("iobes", "iob2"), added=True)
    decoder: str = setting("crf", choices=("crf", "softmax"), added=True)
    correction_dropout: float = setting(0.0, low=0.0, high=0.95, added=True)

    of_data = frozenset(
        (
            "vocabulary_size",
            "num_trained_words",
            "num_characters",
            "num_shapes",
            "tags",
        )
    )

    def __post_init__(self):
        super().__post_init__()
        if self.vector_type == "int8" and self.vectors != "frozen":
            raise ValueError(
                "`vector_type='int8'` needs fixed vectors, table='frozen'. "
                f"Received: {self.vectors!r}"
            )

    def count_parameters(self):
        characters, features = CHARACTER_SIZES[self.character_encoder](self)
        affixes = NUM_AFFIXES * self.affix_dim if self.affix_rows else 0
        inputs = self.embedding_dim + self.shape_dim + features + affixes
        return (
            count_vectors(self)
            + self.num_shapes * self.shape_dim
            + characters
            + self.affix_rows * affixes
            + sizes.recurrent_stack(inputs, self, ENCODERS[self.encoder][1])
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


def no_characters(config):
    return None


CHARACTER_ENCODERS = {
    "cnn": character_cnn,
    "bilstm": character_bilstm,
    "none": no_characters,
}


def word_features(config):
    """Returns the inputs by name and what the recurrent layers read, [B, T, D]."""
    words = keras.Input((None,), dtype="int32", name="words")
    inputs, features = {"words": words}, [VECTORS[config.vectors](words, config)]
    for name, shape, layer in (
        ("shapes", (None,), shape_vectors(config)),
        (
            "characters",
            (None, None),
            CHARACTER_ENCODERS[config.character_encoder](config),
        ),
        ("affixes", (None, NUM_AFFIXES), affix_vectors(config)),
    ):
        if layer is not None:
            inputs[name] = keras.Input(shape, dtype="int32", name=name)
            features.append(layer(inputs[name]))
    return inputs, ops.concatenate(features, axis=-1) if features[1:] else features[0]


def shape_vectors(config):
    """Vectors of the case and the kind of characters of a word."""
    if config.shape_dim:
        return keras.layers.Embedding(
            config.num_shapes, config.shape_dim, name="shape_vectors"
        )


def affix_vectors(config):
    """Vectors of hashed affixes."""
    if config.affix_rows:
        return layers.HashEmbedding(config.affix_rows, config.affix_dim)


@register(
    "ner_bilstm_crf",
    config=NERBiLSTMCRFConfig,
    task="keras_seqzoo.models.ner_tagger:NERTagger",
)
def build_ner_bilstm_crf(config):
    """Builds the network of a `NERTagger`.

    Inputs (int32, 0 is padding) are `words` [B, T] and, if the configuration has them,
    `shapes` [B, T], `characters` [B, T, C] and `affixes` [B, T, 5]; the output are CRF
    potentials [B, T, K, K] float32. Those of a softmax decoder have no scores of
    transitions, so `CRFLoss` is the sum of the cross-entropies of the tags.

    References: Huang et al. (2015); Lample et al. (2016); Ma & Hovy (2016).
    """
    inputs, x = word_features(config)
    mask = ops.not_equal(inputs["words"], 0)
    x = recurrent_stack(x, mask, config, encoder_layer(config))
    emissions = keras.layers.Dense(len(config.tags), name="emissions")(x)
    potentials = DECODERS[config.decoder](config)(emissions, mask=mask)
    return keras.Model(inputs, potentials, name="ner_bilstm_crf")


def crf(config):
    """Trained transitions, none that the scheme forbids."""
    constraint = {"tags": list(config.tags), "scheme": config.scheme}
    return layers.CRF(constraint=constraint, name="crf")


def softmax(config):
    """All transitions are zero and stay so."""
    return layers.CRF(name="crf", trainable=False)


DECODERS = {"crf": crf, "softmax": softmax}
