"""The corpora of the recipes: training, development and test data of each.

From every training part is left out what stands in the development or test part, in
any casing or tokenisation; from every development part what stands in the test part.
"""

import random
from typing import NamedTuple

from corpus import reviews, split
from overlap import without

from keras_seqzoo.data import fetch, read_sst, read_table, read_trees

BINARY = {
    "0": "negative",
    "1": "negative",
    "3": "positive",
    "4": "positive",
}
IMDB_SEED, IMDB_DEV = 2011, 2500


class Corpus(NamedTuple):
    """Lists of `(label, text)`."""

    train: list
    dev: list
    test: list


def clean(train, dev, test):
    dev = without(dev, test)
    return Corpus(without(train, dev, test), dev, test)


def mr():
    """A random 80, 10 and 10 % of the sentences of MR."""
    return clean(*split(reviews()))


def sst(kind, names):
    """The sentences of the treebank in its own split, with labels by other names."""
    parts = (
        fetch(f"sentiment/sst/stsa.{kind}.{part}") for part in ("train", "dev", "test")
    )
    return clean(*([(names(a), text) for a, text in read_sst(path)] for path in parts))


def sst2_sentences():
    return sst("binary", {"0": "negative", "1": "positive"}.get)


def sst2():
    """Phrases that are not neutral to train on; dev and test are sentences."""
    _, dev, test = sst2_sentences()
    found = phrases()
    train = [(BINARY[label], text) for label, text in found if label in BINARY]
    return clean(train, dev, test)


def sst5():
    """All phrases to train on, labels "0" to "4"; dev and test are sentences."""
    _, dev, test = sst("fine", str)
    return clean(phrases(), dev, test)


def phrases():
    """The distinct phrases of the training trees, each with its first label."""
    trees = read_trees(fetch("sentiment/sst/trees/train.txt"))
    labels: dict = {}
    for tree in trees:
        for label, text in tree:
            labels.setdefault(text, label)
    return [(label, text) for text, label in labels.items()]


def imdb():
    """25,000 reviews, a tenth of them to choose by, and 25,000 to test on."""
    train, test = (
        [({"0": "negative", "1": "positive"}.get(a, a), text) for a, text in rows(part)]
        for part in ("train", "test")
    )
    random.Random(IMDB_SEED).shuffle(train)
    return clean(train[IMDB_DEV:], train[:IMDB_DEV], test)


def rows(part):
    path = fetch(f"sentiment/imdb/{part}.tsv")
    return read_table(path, label="label", text="text")


CORPORA = {
    "mr": mr,
    "sst2_sentences": sst2_sentences,
    "sst2": sst2,
    "sst5": sst5,
    "imdb": imdb,
}
