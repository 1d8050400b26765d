"""Counts sentences of test data that stand in training data, in any writing.

    KERAS_SEQZOO_DATA=/path/to/data python recipes/checks/sentiment_overlap.py

Letters and digits are compared alone, so casing, spaces, marks and tokenisation do not
matter. The first table is of the corpora as they are published, within each and between
them; the second of what the recipes train on, which must show zeros alone.
"""

import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "sentiment"))

from corpora import CORPORA, clean, phrases, rows
from corpus import folds, reviews
from overlap import count

from keras_seqzoo.data import fetch, read_sst


def sst(part):
    return list(read_sst(fetch(f"sentiment/sst/stsa.fine.{part}")))


def published():
    """Yields names of training and test data, and the number of shared texts."""
    tests = {
        "SST test": sst("test"),
        "SST dev": sst("dev"),
        "IMDB test": [*rows("test")],
    }
    trainings = {
        "SST phrases": phrases(),
        "SST sentences": sst("train"),
        "MR": reviews(),
        "IMDB train": list(rows("train")),
    }
    for name, train in trainings.items():
        for other, test in tests.items():
            yield name, other, len(test), count(train, test)


def used():
    """The same of the recipes' own splits, and of what some of them start from."""
    reviewed = CORPORA["imdb"]().train
    for name, corpus in CORPORA.items():
        train, dev, test = corpus()
        yield f"{name} train", f"{name} test", len(test), count(train, test)
        yield f"{name} train", f"{name} dev", len(dev), count(train, dev)
        if name != "imdb":
            yield "imdb train", f"{name} test", len(test), count(reviewed, test)
    for number, parts in enumerate(folds(reviews(), 10), 1):
        train, dev, test = clean(*parts)
        both = train + dev
        yield (
            f"mr fold {number}",
            f"mr fold {number} test",
            len(test),
            count(both, test),
        )


def show(title, found):
    table = Table("training data", "held-out data", "texts", "of them in training")
    for row in found:
        table.add_row(*map(str, row))
    Console().print(title, table)


def main():
    show("Published data", published())
    found = list(used())
    show("Data of the recipes", found)
    sys.exit(1 if any(row[-1] for row in found) else 0)


if __name__ == "__main__":
    main()
