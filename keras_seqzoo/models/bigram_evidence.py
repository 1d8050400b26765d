"""What words and pairs of words say: logistic regression on naive Bayes features."""

import numpy as np

from keras_seqzoo.generation.logits import softmax
from keras_seqzoo.progress import shown
from keras_seqzoo.text.bigrams import bigram_rows, distinct_rows, summed

BATCH = 64
EPOCHS = 8
RATE = 0.1
START = 0.02


def rows_of(words, num_rows):
    """The distinct rows of each text of word ids: a list of int arrays."""
    words = list(words)
    ids = np.concatenate([*words, np.zeros(0, np.int32)])
    rows, owners = distinct_rows(ids, [len(text) for text in words], num_rows)
    return np.split(rows, np.searchsorted(owners, np.arange(1, len(words))))


def ratios_of(texts, targets, num_rows):
    r"""Log counts of each row in the texts of a class less their mean: [R, L].

    Targets y [n, L] are one-hot, times a weight.

    $$r_{gc} = \log p_{gc} - \tfrac1L \sum_k \log p_{gk}, \qquad
      p_{gc} \propto 1 + \sum_{i : g \in G_i} y_{ic}$$
    """
    flat, owners = joined(texts)
    counts = 1 + summed(flat, targets[owners], num_rows)
    logs = np.log(counts / counts.sum(axis=0))
    return logs - logs.mean(axis=1, keepdims=True)


def epochs_of(texts, targets, num_rows, seed, verbose=0):
    r"""Trains a table E = r ⊙ W by AdaGrad; yields it after each epoch, float32 [R, L].

    The probabilities are $\mathrm{softmax}(\sum_{g \in G} E_g)$, the loss is the
    cross-entropy, times the sum of the targets of a text, its weight.

    Args:
        texts: List of the distinct rows of each text.
        targets: Array [n, L].
        num_rows: Number of rows R.
        seed: Seed of the order of the texts.
        verbose: 0 for no progress bar.

    References: Wang & Manning (2012), NBSVM; Duchi et al. (2011), AdaGrad.
    """
    ratios = ratios_of(texts, targets, num_rows)
    weights, squares = np.full_like(ratios, START), np.full_like(ratios, 1e-2)
    random = np.random.default_rng(seed)
    for _ in shown(range(EPOCHS), verbose, "Bigrams"):
        order = random.permutation(len(texts))
        for some in np.split(order, range(BATCH, len(order), BATCH)):
            flat, owners = joined([texts[i] for i in some])
            rows, places = np.unique(flat, return_inverse=True)
            table = ratios[rows] * weights[rows]
            found = softmax(summed(owners, table[places], len(some)))
            true = targets[some]
            errors = found * true.sum(axis=1, keepdims=True) - true
            slopes = summed(places, errors[owners], len(rows)) * ratios[rows]
            slopes /= len(some)
            squares[rows] += slopes**2
            weights[rows] -= RATE * slopes / np.sqrt(squares[rows])
        yield (ratios * weights).astype(np.float32)


def evidence(texts, table):
    """The sums of the rows of each text: [n, L]."""
    flat, owners = joined(texts)
    return summed(owners, table[flat], len(texts))


def shares(words, table):
    """What each word adds to the sum: ids [T] -> [T, L].

    A row that several places have is divided among them, that of a pair between its two
    words.
    """
    rows = bigram_rows(words[None], len(table)).reshape(2, -1)
    _, places, counts = np.unique(rows, return_inverse=True, return_counts=True)
    values = table[rows] / counts[places].reshape(*rows.shape, 1)
    own, pairs = np.where(rows[..., None] > 0, values, 0)
    found = own + np.concatenate([pairs[:1], pairs[1:] / 2])
    found[:-1] += pairs[1:] / 2
    return found


def joined(texts):
    """All rows in one array, and the number of the text of each."""
    owners = np.repeat(np.arange(len(texts)), [len(rows) for rows in texts])
    return np.concatenate([*texts, np.zeros(0, int)]).astype(int), owners
