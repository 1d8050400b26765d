"""Rows of a hashed table for words and pairs of neighbouring words."""

import numpy as np

FACTORS = np.int32(1_640_531_527), np.int32(1_097_657_231)
ALONE = np.int32(-1)


def bigram_rows(words, num_rows, ops=np):
    """Rows of each word and of each pair: int32 [B, T] -> [B, 2·T], 0 for padding.

    Args:
        words: Array or tensor of word ids.
        num_rows: Rows of the table.
        ops: `numpy` or `keras.ops`, whose functions are used.
    """
    before = ops.pad(words, ((0, 0), (1, 0)))[:, :-1]
    return hashed(words, before, num_rows, ops)


def hashed(words, before, num_rows, ops=np):
    """Rows of words and of the pairs with the words before them: -> [..., 2·T]."""
    own, other = FACTORS[1] * words, FACTORS[0]
    hashes = ops.concatenate([own + other * ALONE, own + other * before], axis=-1)
    real = ops.concatenate([words, words], axis=-1) != 0
    return ops.where(real, hashes % (num_rows - 1) + 1, ops.zeros_like(hashes))


def distinct_rows(ids, lengths, num_rows):
    """The distinct rows of texts whose word ids lie one after the other.

    Args:
        ids: int32 array [N].
        lengths: Positive lengths of the texts, their sum is N.
        num_rows: Rows of the table.

    Returns:
        `(rows, owners)`: the rows [n], those of a text together and in order, and the
        number of the text of each.

    Example:

    >>> rows, owners = distinct_rows(np.array([5, 6, 5, 5], np.int32), [3, 1], 1000)
    >>> len(rows), owners.tolist()
    (7, [0, 0, 0, 0, 0, 1, 1])
    """
    lengths = np.asarray(lengths, np.int64)
    before = np.concatenate([np.zeros(1, ids.dtype), ids])[: len(ids)]
    before[(np.cumsum(lengths) - lengths)[lengths > 0]] = 0
    texts = np.tile(np.repeat(np.arange(len(lengths)), lengths), 2)
    keys = np.unique(texts * num_rows + hashed(ids, before, num_rows))
    return keys % num_rows, keys // num_rows


def summed(places, values, size):
    """Adds values [n, L] up by their places [n]: [size, L]."""
    columns = [np.bincount(places, column, size) for column in values.T]
    return np.stack(columns, axis=1)
