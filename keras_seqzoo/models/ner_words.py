"""Where the vectors of words come from: a fixed table, a trained one, or both."""

import keras
import numpy as np
from keras import ops

from keras_seqzoo.models.word_network import word_vectors
from keras_seqzoo.text.vocabulary import UNKNOWN

INT8 = "int8_from_float32"


def frozen_vectors(words, config):
    """Fixed vectors plus a trained correction for the first ids."""
    return FROZEN[config.vector_type](words, config)


def compact_vectors(words, config):
    """As `frozen_vectors`, the fixed table kept as int8 with one scale a word."""
    fixed = keras.layers.Embedding(
        config.vocabulary_size,
        config.embedding_dim,
        trainable=False,
        dtype=INT8,
        name="vectors",
    )
    return ops.add(fixed(words), trained_vectors(words, config))


FROZEN = {"float": word_vectors, "int8": compact_vectors}


def tuned_vectors(words, config):
    """One table for all words, trained with the rest."""
    return keras.layers.Embedding(
        config.vocabulary_size, config.embedding_dim, name="vectors"
    )(words)


def trained_vectors(words, config):
    """One table for the first ids; all other words are the unknown word."""
    trained = ops.where(words < config.num_trained_words, words, UNKNOWN)
    return keras.layers.Embedding(
        config.num_trained_words,
        config.embedding_dim,
        embeddings_initializer="zeros",
        name="corrections",
    )(trained)


VECTORS = {"frozen": frozen_vectors, "tuned": tuned_vectors, "none": trained_vectors}


def count_vectors(config):
    """The number of weights of the tables."""
    rows = {
        "frozen": config.vocabulary_size + config.num_trained_words,
        "tuned": config.vocabulary_size,
        "none": config.num_trained_words,
    }[config.vectors]
    scales = config.vocabulary_size if config.vector_type == "int8" else 0
    return rows * config.embedding_dim + scales


def start_vectors(network, config, table):
    """Gives the tables of a fresh network the vectors [V, D] that words start from."""
    if config.vectors == "none":
        rows = table[: config.num_trained_words]
        network.get_layer("corrections").set_weights([rows])
    else:
        values = quantized(table) if config.vector_type == "int8" else [table]
        network.get_layer("vectors").set_weights(values)


def quantized(table):
    r"""Returns a table as `[int8 [V, D], scale [V]]`: $$x \approx q / s$$.

    >>> quantized(np.array([[1.0, -0.5]]))[0].tolist()
    [[127, -64]]
    """
    top = np.abs(table).max(axis=1, initial=0)
    scale = np.divide(127, top, out=np.ones(len(table)), where=top > 0)
    values = np.rint(table * scale[:, None]).astype(np.int8)
    return [values, scale.astype(np.float32)]
