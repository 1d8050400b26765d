"""The text classifier network: words, bidirectional LSTM, pooling, softmax."""

from dataclasses import dataclass

import keras
from keras import ops

from keras_seqzoo import layers
from keras_seqzoo.models import sizes
from keras_seqzoo.models.configuration import Configuration, setting
from keras_seqzoo.models.registry import register
from keras_seqzoo.models.word_network import recurrent_stack, word_vectors

POOLINGS = {
    "max": layers.MaxPooling,
    "mean": layers.MeanPooling,
    "last": layers.LastPooling,
    "attention": layers.AttentionPooling,
}


@dataclass(frozen=True)
class SentimentBiLSTMConfig(Configuration):
    """Sizes of a `sentiment_bilstm` network; `labels` are the names of the classes."""

    vocabulary_size: int = setting(10_000, low=2, high=5_000_000)
    embedding_dim: int = setting(100, low=1, high=4096)
    num_trained_words: int = setting(2, low=2, high=5_000_000)
    units: int = setting(100, low=1, high=8192)
    num_layers: int = setting(1, low=1, high=16)
    pooling: str = setting("max", choices=tuple(POOLINGS))
    input_dropout: float = setting(0.4, low=0.0, high=0.95)
    dropout: float = setting(0.4, low=0.0, high=0.95)
    labels: tuple[str, ...] = setting(("negative", "positive"), low=2, high=65_536)

    def count_parameters(self):
        features = 2 * self.units
        pooling = {"attention": sizes.attention(features)}.get(self.pooling, 0)
        return (
            sizes.word_vectors(self)
            + sizes.recurrent_stack(self.embedding_dim, self)
            + pooling
            + sizes.dense(features, len(self.labels))
        )


@register(
    "sentiment_bilstm",
    config=SentimentBiLSTMConfig,
    task="keras_seqzoo.models.sentiment_classifier:SentimentClassifier",
)
def build_sentiment_bilstm(config):
    """Builds the network of a `SentimentClassifier`.

    The input is `words` [B, T] int32 (0 is padding), the output the probabilities of
    the labels [B, L] float32.

    Reference: Conneau et al. (2017), BiLSTM with max pooling.
    """
    words = keras.Input((None,), dtype="int32", name="words")
    mask = ops.not_equal(words, 0)
    x = recurrent_stack(word_vectors(words, config), mask, config)
    x = POOLINGS[config.pooling]()(x, mask=mask)
    x = keras.layers.Dropout(config.dropout)(x)
    probabilities = keras.layers.Dense(
        len(config.labels), activation="softmax", dtype="float32", name="probabilities"
    )(x)
    return keras.Model({"words": words}, probabilities, name="sentiment_bilstm")
