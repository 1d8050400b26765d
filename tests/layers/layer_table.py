"""One row for each public layer: how it is made, what it takes and what it gives."""

from typing import NamedTuple

import numpy as np

from keras_seqzoo import cells, layers

BATCH, LENGTH, FEATURES, UNITS, TAGS = 2, 5, 3, 4, 3


class Row(NamedTuple):
    """What Keras's own test of layers is told about a layer."""

    arguments: dict
    inputs: np.ndarray | dict  # one tensor, or the shapes of several
    shape: tuple  # of the output, or a tuple of those of all outputs
    weights: int
    seeds: int = 0  # number of seed generators
    supports_masking: bool | None = None
    trains: bool = True


def floats(*shape):
    return np.random.default_rng(0).normal(size=shape).astype("float32")


SEQUENCE = floats(BATCH, LENGTH, FEATURES)
WORDS = np.array([[[3, 1, 4, 0], [1, 0, 0, 0], [0, 0, 0, 0]]] * BATCH, "int32")
MEMORY = (BATCH, 6, FEATURES)
POTENTIALS = floats(BATCH, LENGTH, TAGS, TAGS)


def recurrent(weights, **arguments):
    """A layer named after its cell, whose outputs are as wide as it has units."""
    return Row({"units": UNITS, **arguments}, SEQUENCE, (BATCH, UNITS), weights, 1)


def around(**arguments):
    """A layer around another recurrent part that has three weights and a seed."""
    return Row(arguments, SEQUENCE, (BATCH, UNITS), 3, 1)


def pooling(weights=0):
    shape = (BATCH, FEATURES)
    return Row({}, SEQUENCE, shape, weights, supports_masking=True)


def attending(arguments, output, weights, query="query"):
    """A layer that looks at a memory, for queries or for the inputs of a decoder."""
    inputs = {f"{query}_shape": SEQUENCE.shape, "memory_shape": MEMORY}
    return Row(arguments, inputs, output, weights, trains=False)


def characters(features, weights, seeds, **arguments):
    shape = (BATCH, WORDS.shape[1], features)
    arguments = {"num_characters": 9, "dropout": 0.5, **arguments}
    return Row(arguments, WORDS, shape, weights, seeds)


ATTENDED = ((BATCH, LENGTH, FEATURES), (BATCH, LENGTH, 6))
DECODED = (BATCH, LENGTH, UNITS)
ROWS = {
    "ActivationRegularization": Row(
        {"factor": 2.0, "temporal_factor": 1.0},
        SEQUENCE,
        SEQUENCE.shape,
        0,
        supports_masking=True,
    ),
    "AttentionDecoder": attending(
        {"cell": cells.LSTMCell(UNITS), "attention": layers.LuongAttention()},
        DECODED,
        5,
        "inputs",
    )._replace(seeds=1, supports_masking=True),
    "AttentionPooling": pooling(3),
    "BahdanauAttention": attending({"units": UNITS}, ATTENDED, 3),
    "BahdanauDecoder": attending(
        {"cell": cells.LSTMCell(UNITS), "attention": layers.BahdanauAttention(2)},
        DECODED,
        6,
        "inputs",
    )._replace(seeds=1, supports_masking=True),
    "Bias": Row({}, SEQUENCE, SEQUENCE.shape, 1, supports_masking=True),
    "Bidirectional": Row(
        {"layer": layers.LSTM(UNITS)}, SEQUENCE, (BATCH, 2 * UNITS), 6, 2
    ),
    "CRF": Row({}, SEQUENCE, (BATCH, LENGTH, TAGS, TAGS), 3, supports_masking=True),
    "CausalConvolution": Row(
        {"window": 3},
        {"sequences_shape": SEQUENCE.shape, "state_shape": (BATCH, 2 * FEATURES)},
        (SEQUENCE.shape, (BATCH, 2 * FEATURES)),
        3,
        trains=False,
    ),
    "CharacterBiLSTM": characters(4, 7, 3, units=2),
    "CharacterCNN": characters(UNITS, 3, 1, filters=UNITS),
    "CoupledLSTM": recurrent(3),
    "DotAttention": attending({}, ATTENDED, 0),
    "GRU": recurrent(3),
    "HashEmbedding": Row({"num_rows": 9, "dim": 4}, WORDS, (BATCH, 3, 16), 1),
    "HashedBigrams": Row({"num_rows": 9, "units": 2}, WORDS[0], (3, 2), 1),
    "IndRNN": recurrent(3),
    "LRU": recurrent(3),
    "LSTM": recurrent(3),
    "LuongAttention": attending({}, ATTENDED, 1),
    "LastPooling": pooling(),
    "LayerNormGRU": recurrent(5),
    "LayerNormLSTM": recurrent(7),
    "MaxPooling": pooling(),
    "MeanPooling": pooling(),
    "MinGRU": recurrent(2),
    "MinLSTM": recurrent(2),
    "MinimalGatedUnit": recurrent(3),
    "MultiplicativeLSTM": recurrent(5),
    "NASRNN": recurrent(2),
    "PeepholeLSTM": recurrent(6),
    "ProjectedLSTM": recurrent(4, projection_units=2)._replace(shape=(BATCH, 2)),
    "QRNN": recurrent(2),
    "RNN": around(cell=cells.LSTMCell(UNITS)),
    "SRU": recurrent(3),
    "SimpleRNN": recurrent(3),
    "SimplifiedGRU": recurrent(3),
    "Stack": Row(
        {"layers": [layers.LSTM(UNITS), layers.GRU(UNITS)]},
        SEQUENCE,
        (BATCH, UNITS),
        6,
        3,
    ),
    "ViterbiDecoder": Row({}, POTENTIALS, ((BATCH, LENGTH), (BATCH,)), 0),
    "UnknownDropout": Row({"unknown": 1, "rate": 0.5}, WORDS[:, 0], (BATCH, 4), 0, 1),
    "WordDropout": Row(
        {"vocabulary_size": 5, "rate": 0.5},
        {"vectors_shape": SEQUENCE.shape, "words_shape": SEQUENCE.shape[:2]},
        SEQUENCE.shape,
        0,
        1,
        supports_masking=True,
        trains=False,
    ),
}
