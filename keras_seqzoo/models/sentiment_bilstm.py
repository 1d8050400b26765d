"""The text network: words, bidirectional encoder, pooling, classes or one number."""

from dataclasses import dataclass

import keras
from keras import ops

from keras_seqzoo import layers
from keras_seqzoo.configuration import Configuration, setting
from keras_seqzoo.models import sizes
from keras_seqzoo.models.registry import register
from keras_seqzoo.models.word_encoders import ENCODERS
from keras_seqzoo.models.word_network import recurrent_stack, word_vectors
from keras_seqzoo.runtime.text_heads import LEAST

EVIDENCE = "bigrams"
POOLINGS = {
    "max": layers.MaxPooling,
    "mean": layers.MeanPooling,
    "last": layers.LastPooling,
    "attention": layers.AttentionPooling,
}


@dataclass(frozen=True)
class SentimentBiLSTMConfig(Configuration):
    """Sizes of a `sentiment_bilstm` network.

    `labels` are the names of the classes; without any the network gives one number,
    `rating_mean` plus `rating_scale` times what the last layer says. The encoders
    `"min_gru"`, `"sru"` and `"qrnn"` have gates that do not see the state, so their
    recurrence is linear. `max_words` is how many words of a text are read, by default
    all. With `bigram_rows` the words and pairs of words of a text speak for the labels
    themselves, beside the encoder, through a table of so many rows.
    """

    vocabulary_size: int = setting(10_000, low=2, high=5_000_000)
    embedding_dim: int = setting(100, low=1, high=4096)
    num_trained_words: int = setting(2, low=2, high=5_000_000)
    units: int = setting(100, low=1, high=8192)
    num_layers: int = setting(1, low=1, high=16)
    pooling: str = setting("max", choices=tuple(POOLINGS))
    input_dropout: float = setting(0.4, low=0.0, high=0.95)
    dropout: float = setting(0.4, low=0.0, high=0.95)
    labels: tuple[str, ...] = setting(("negative", "positive"), high=65_536)
    encoder: str = setting("lstm", choices=tuple(ENCODERS), added=True)
    max_words: int | None = setting(None, low=1, high=10_000_000, added=True)
    rating_mean: float = setting(0.0, added=True)
    rating_scale: float = setting(1.0, low=1e-6, high=1e9, added=True)
    bigram_rows: int = setting(0, low=0, high=2**24, added=True)

    of_data = frozenset(
        (
            "vocabulary_size",
            "num_trained_words",
            "labels",
            "rating_mean",
            "rating_scale",
        )
    )

    def count_parameters(self):
        features = 2 * self.units
        pooling = {"attention": sizes.attention(features)}.get(self.pooling, 0)
        _, size = ENCODERS[self.encoder]
        return (
            sizes.word_vectors(self)
            + sizes.recurrent_stack(self.embedding_dim, self, size)
            + pooling
            + sizes.dense(features, len(self.labels) or 1)
            + self.bigram_rows * len(self.labels)
        )


@register(
    "sentiment_bilstm",
    config=SentimentBiLSTMConfig,
    task="keras_seqzoo.models.sentiment_classifier:SentimentClassifier",
)
def build_sentiment_bilstm(config):
    """Builds the network of a `SentimentClassifier`.

    The input is `words` [B, T] int32 (0 is padding), the output the probabilities of
    the labels [B, L] float32, or without labels one number [B, 1] float32.

    References: Conneau et al. (2017), BiLSTM with max pooling; Mesnil et al. (2015),
    bigrams beside it.
    """
    words = keras.Input((None,), dtype="int32", name="words")
    mask = ops.not_equal(words, 0)
    layer, _ = ENCODERS[config.encoder]
    x = recurrent_stack(word_vectors(words, config), mask, config, layer)
    x = POOLINGS[config.pooling]()(x, mask=mask)
    x = keras.layers.Dropout(config.dropout)(x)
    outputs = probabilities(x, config) if config.labels else rating(x, config)
    if config.bigram_rows:
        outputs = joined(outputs, evidence_layer(config)(words))
    return keras.Model({"words": words}, outputs, name="sentiment_bilstm")


def probabilities(x, config):
    """Softmax over the labels: [B, F] -> [B, L]."""
    return keras.layers.Dense(
        len(config.labels), activation="softmax", dtype="float32", name="probabilities"
    )(x)


def rating(x, config):
    """One number on the scale of the ratings: [B, F] -> [B, 1]."""
    x = keras.layers.Dense(1, dtype="float32", name="rating")(x)
    return keras.layers.Rescaling(
        config.rating_scale, config.rating_mean, dtype="float32"
    )(x)


def evidence_layer(config):
    """What each word and pair of words says; its table is not trained with the rest."""
    if not config.labels:
        raise ValueError(
            "`bigram_rows` needs labels, for bigrams speak for one of them. "
            f"Received: bigram_rows={config.bigram_rows} and no labels. Leave it out."
        )
    return layers.HashedBigrams(
        config.bigram_rows,
        len(config.labels),
        trainable=False,
        dtype="float32",
        name=EVIDENCE,
    )


def joined(probabilities, evidence):
    r"""Both sources as one, $\mathrm{softmax}(\log p + e)$: [B, L]."""
    return ops.softmax(ops.log(probabilities + LEAST) + evidence)
