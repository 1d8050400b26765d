"""Vectors of words by their ids, as the embedding layers of the network give them."""

import numpy as np

from keras_seqzoo.text.vocabulary import UNKNOWN

PRIMES = 1_000_003, 1_000_033


class Lookup:
    """Rows of a table by the ids of one input.

    Args:
        name: Name of the input.
        table: Array [V, D].
    """

    def __init__(self, name, table):
        self.name, self.table = name, table

    def __call__(self, ids):
        return self.table[ids[self.name]].astype(np.float32, copy=False)


class FixedVectors:
    """Rows of a fixed table of words; int8 rows are divided by their scale.

    Args:
        table: Array [V, D].
        scale: Array [V], or `None`.
    """

    def __init__(self, table, scale=None):
        self.table, self.scale = table, scale

    def __call__(self, ids):
        rows = self.table[ids["words"]].astype(np.float32)
        return rows if self.scale is None else rows / self.scale[ids["words"], None]


class TrainedVectors:
    """Rows of the trained table of the first N words; others get that of the unknown.

    Args:
        table: Array [N, D].
    """

    def __init__(self, table):
        self.table = table

    def __call__(self, ids):
        words = ids["words"]
        return self.table[np.where(words < len(self.table), words, UNKNOWN)]


class Hashed:
    """As `keras_seqzoo.layers.HashEmbedding` with two hashes.

    Args:
        table: Array [F·R, D].
    """

    def __init__(self, table):
        self.table = table

    def __call__(self, ids):
        hashes = ids["affixes"]
        rows = len(self.table) // hashes.shape[1]
        first = np.arange(hashes.shape[1]) * rows
        vectors = sum(self.table[hashes % prime % rows + first] for prime in PRIMES)
        return vectors.reshape(len(hashes), -1)


class Total:
    """The sum of what several tables give."""

    def __init__(self, *tables):
        self.tables = tables

    def __call__(self, ids):
        return sum(table(ids) for table in self.tables)


class Characters:
    """What an encoder makes of the characters of each word."""

    def __init__(self, encode):
        self.encode = encode

    def __call__(self, ids):
        return self.encode(ids["characters"])
