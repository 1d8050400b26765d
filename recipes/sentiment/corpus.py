"""Movie review sentences (MR, sentence polarity v1.0) and how they are split."""

import random
from collections import Counter

import numpy as np

from keras_seqzoo.data import fetch, read_lines
from keras_seqzoo.text import WordVectors, load_vectors, tokenize

FILES = {
    "negative": "sentiment/mr/rt-polarity.neg",
    "positive": "sentiment/mr/rt-polarity.pos",
}
SPLIT_SEED = 2005
TOP_WORDS = 25_000


def reviews():
    """Returns the distinct `(label, text)` in a fixed random order.

    A sentence that comes twice is kept once, one that has both labels not at all.
    """
    labels = {}
    for label, file in FILES.items():
        for text in read_lines(fetch(file)):
            labels.setdefault(text, set()).add(label)
    examples = [(*label, text) for text, label in labels.items() if len(label) == 1]
    random.Random(SPLIT_SEED).shuffle(examples)
    return examples


def split(examples):
    """Returns training, development and test data: 80, 10 and 10 %."""
    tenth = len(examples) // 10
    return examples[2 * tenth :], examples[:tenth], examples[tenth : 2 * tenth]


def folds(examples, count):
    """Yields `count` times training, development and test data.

    Each example is in the test data once; a tenth of the others is development data.
    """
    for fold in range(count):
        test = examples[fold::count]
        rest = [e for i, e in enumerate(examples) if i % count != fold]
        tenth = len(rest) // 10
        yield rest[tenth:], rest[:tenth], test


def vectors_for(train, dim=100, top=TOP_WORDS, min_count=1):
    """GloVe vectors of the most frequent words and of those in the training data."""
    vectors = load_vectors("glove.6B", dim=dim)
    counts = Counter(t.text.lower() for _, text in train for t in tokenize(text))
    used = {word for word, count in counts.items() if count >= min_count}
    kept = [i for i, w in enumerate(vectors.words) if i < top or w in used]
    return WordVectors([vectors.words[i] for i in kept], vectors.matrix[np.array(kept)])
