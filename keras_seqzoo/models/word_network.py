"""The first layers of word-level networks, as functions on symbolic tensors."""

import keras
from keras import ops

from keras_seqzoo import layers
from keras_seqzoo.text.vocabulary import UNKNOWN


def word_vectors(words, config):
    r"""Fixed vectors plus a trained correction for the first ids: [B, T] -> [B, T, D].

    $$x_w = v_w + c_w \ (w < N), \qquad x_w = v_w + c_{\mathrm{unknown}} \ (w \ge N)$$
    """
    fixed = keras.layers.Embedding(
        config.vocabulary_size,
        config.embedding_dim,
        embeddings_initializer="zeros",
        trainable=False,
        name="vectors",
    )
    corrections = keras.layers.Embedding(
        config.num_trained_words,
        config.embedding_dim,
        embeddings_initializer="zeros",
        name="corrections",
    )
    trained = ops.where(words < config.num_trained_words, words, UNKNOWN)
    return ops.add(fixed(words), corrections(trained))


def vector_model(network):
    """The part of a network below its encoder: `{"words": [B, T]}` -> [B, T, D]."""
    dropouts = (x for x in network.layers if isinstance(x, keras.layers.Dropout))
    return keras.Model(network.inputs, next(dropouts).input)


def recurrent_stack(x, mask, config, layer=layers.LSTM):
    """Bidirectional layers, dropout of whole channels around each: -> [B, T, 2·U]."""
    x = keras.layers.SpatialDropout1D(config.input_dropout)(x)
    for _ in range(config.num_layers):
        directed = layer(config.units, return_sequences=True)
        x = layers.Bidirectional(directed)(x, mask=mask)
        x = keras.layers.SpatialDropout1D(config.dropout)(x)
    return x


def jit_compile():
    """The argument of `compile`: on TensorFlow, XLA would compile for each length."""
    return False if keras.backend.backend() == "tensorflow" else "auto"
