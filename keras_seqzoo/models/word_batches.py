"""Batches of encoded sentences for training."""

import numpy as np

from keras_seqzoo.data import bucket_batches
from keras_seqzoo.text.vocabulary import UNKNOWN

MAX_WORDS = 32_768


def training_batches(features, sentences, targets, plan, replicas=1):
    """Returns a function from the number of an epoch to its batches.

    Args:
        features: `WordFeatures`.
        sentences: List of lists of words.
        targets: Function from row numbers to the array of their targets.
        plan: `TrainingPlan`; its seed, batch size and word dropout are used.
        replicas: Number of devices that share a batch; it is so many times as large.

    Returns:
        Function `epoch -> [(inputs, targets)]`, the same at each call.
    """
    batch_size = plan.batch_size * replicas
    lengths = [len(sentence) for sentence in sentences]

    def batches(epoch):
        random = np.random.default_rng([plan.seed, epoch, 1])
        made = []
        whole = bucket_batches(lengths, batch_size, plan.seed, epoch)
        for rows in bounded(whole, lengths):
            inputs = features.encode([sentences[row] for row in rows])
            inputs["words"] = drop_words(inputs["words"], plan.word_dropout, random)
            made.append((inputs, targets(rows)))
        return made

    return batches


def bounded(batches, lengths):
    """Cuts batches of long sentences until each has at most `MAX_WORDS` padded words.

    >>> [rows.tolist() for rows in bounded([np.arange(3)], [4, 40_000, 9])]
    [[0], [1], [2]]
    """
    for rows in batches:
        size = max(1, MAX_WORDS // max(lengths[row] for row in rows))
        yield from (rows[i : i + size] for i in range(0, len(rows), size))


def drop_words(words, rate, random):
    """Replaces a random fraction of the words [B, T] by the unknown word."""
    dropped = (random.random(words.shape) < rate) & (words != 0)
    return np.where(dropped, np.int32(UNKNOWN), words)
