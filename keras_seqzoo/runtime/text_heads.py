"""From the vector of a text to its answer: poolings, classes, ratings, bigrams."""

import numpy as np

from keras_seqzoo.text.bigrams import distinct_rows, summed

LEAST = 1e-12


def softmax(x):
    """Probabilities over the last axis."""
    weights = np.exp(x - x.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True)


class MaxPooling:
    """Largest value of each feature of a text."""

    def __call__(self, x, lengths):
        """Returns [B, F] for the vectors x [N, F] of B texts of positive lengths."""
        return np.maximum.reduceat(x, starts_of(lengths))


class MeanPooling:
    """Mean of each feature over a text."""

    def __call__(self, x, lengths):
        return np.add.reduceat(x, starts_of(lengths)) / lengths[:, None]


class LastPooling:
    """The vector of the last word of a text."""

    def __call__(self, x, lengths):
        return x[np.cumsum(lengths) - 1]


class AttentionPooling:
    """As `keras_seqzoo.layers.AttentionPooling`.

    Args:
        kernel: Array [F, A].
        bias: Array [A].
        query: Array [A, 1].
    """

    def __init__(self, kernel, bias, query):
        self.kernel, self.bias, self.query = kernel, bias, query

    def __call__(self, x, lengths):
        starts = starts_of(lengths)
        scores = np.tanh(x @ self.kernel + self.bias) @ self.query
        top = np.maximum.reduceat(scores, starts)
        weights = np.exp(scores - np.repeat(top, lengths, axis=0))
        return np.add.reduceat(weights * x, starts) / np.add.reduceat(weights, starts)


def starts_of(lengths):
    return np.cumsum(lengths) - lengths


POOLINGS = {
    "max": MaxPooling,
    "mean": MeanPooling,
    "last": LastPooling,
    "attention": AttentionPooling,
}


class Classes:
    """Probabilities of labels.

    Args:
        kernel: Array [F, L].
        bias: Array [L].
    """

    def __init__(self, kernel, bias):
        self.kernel, self.bias = kernel, bias

    def __call__(self, x):
        """Returns [B, L] for the vectors x [B, F] of texts."""
        return softmax(x @ self.kernel + self.bias)


class Rating:
    """One number on the scale of the ratings.

    Args:
        kernel: Array [F, 1].
        bias: Array [1].
        scale: What the number is multiplied with.
        mean: What is added to it.
    """

    def __init__(self, kernel, bias, scale, mean):
        self.kernel, self.bias = kernel, bias
        self.scale, self.mean = np.float32(scale), np.float32(mean)

    def __call__(self, x):
        return (x @ self.kernel + self.bias) * self.scale + self.mean


class Bigrams:
    r"""What words and pairs of words say, $\mathrm{softmax}(\log p + e)$.

    Args:
        table: Array [R, L], as that of `keras_seqzoo.layers.HashedBigrams`.
    """

    def __init__(self, table):
        self.table = table

    def __call__(self, probabilities, ids, lengths):
        """Returns [B, L] for those of the encoder and the word ids [N] of the texts."""
        rows, owners = distinct_rows(ids, lengths, len(self.table))
        evidence = summed(owners, self.table[rows], len(lengths))
        return softmax(np.log(probabilities + LEAST) + evidence)
