"""Batches of encoded sentences for training."""

import numpy as np

from keras_seqzoo.data import bucket_batches
from keras_seqzoo.text.vocabulary import UNKNOWN


def training_batches(features, sentences, targets, plan):
    """Returns a function from the number of an epoch to its batches.

    Args:
        features: `WordFeatures`.
        sentences: List of lists of words.
        targets: Function from row numbers to the array of their targets.
        plan: `TrainingPlan`; its seed, batch size and word dropout are used.

    Returns:
        Function `epoch -> [(inputs, targets)]`, the same at each call.
    """
    lengths = [len(sentence) for sentence in sentences]

    def batches(epoch):
        random = np.random.default_rng([plan.seed, epoch, 1])
        made = []
        for rows in bucket_batches(lengths, plan.batch_size, plan.seed, epoch):
            inputs = features.encode([sentences[row] for row in rows])
            inputs["words"] = drop_words(inputs["words"], plan.word_dropout, random)
            made.append((inputs, targets(rows)))
        return made

    return batches


def drop_words(words, rate, random):
    """Replaces a random fraction of the words [B, T] by the unknown word."""
    dropped = (random.random(words.shape) < rate) & (words != 0)
    return np.where(dropped, np.int32(UNKNOWN), words)
