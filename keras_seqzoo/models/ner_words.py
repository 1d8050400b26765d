"""Where the vectors of words come from: a fixed table, a trained one, or both."""

import keras
import numpy as np
from keras import ops

from keras_seqzoo import layers
from keras_seqzoo.text.vocabulary import UNKNOWN

INT8 = "int8_from_float32"


def frozen_vectors(words, config):
    r"""Fixed vectors plus a trained correction for the first ids: [B, T] -> [B, T, D].

    $$x_w = v_w + c_w \ (w < N), \qquad x_w = v_w + c_{\mathrm{unknown}} \ (w \ge N)$$

    int8 vectors have one scale a word.
    """
    fixed = keras.layers.Embedding(
        config.vocabulary_size,
        config.embedding_dim,
        embeddings_initializer="zeros",
        trainable=False,
        dtype=TYPES[config.vector_type],
        name="vectors",
    )
    return ops.add(fixed(words), trained_vectors(words, config))


TYPES = {"float": None, "int8": INT8}


def tuned_vectors(words, config):
    """One table for all words, trained with the rest."""
    return keras.layers.Embedding(
        config.vocabulary_size, config.embedding_dim, name="vectors"
    )(words)


def trained_vectors(words, config):
    """One table for the first ids; all other words are the unknown word."""
    if config.correction_dropout:
        words = layers.UnknownDropout(UNKNOWN, config.correction_dropout)(words)
    trained = ops.where(words < config.num_trained_words, words, UNKNOWN)
    return keras.layers.Embedding(
        config.num_trained_words,
        config.embedding_dim,
        embeddings_initializer="zeros",
        name="corrections",
    )(trained)


VECTORS = {"frozen": frozen_vectors, "tuned": tuned_vectors, "none": trained_vectors}


def check_table(table):
    """Raises `ValueError` if a table of vectors is none of `VECTORS`."""
    if table not in VECTORS:
        raise ValueError(
            f"`table` must be one of {', '.join(map(repr, VECTORS))}. "
            f"Received: table={table!r}"
        )


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
