"""Scores that need no network: naive Bayes and NBSVM on words and pairs of words.

python recipes/sentiment/floors.py mr sst2_sentences sst2 sst5 imdb
python recipes/sentiment/floors.py mr --folds 10

Both see the same training data as the networks. NBSVM is a linear support vector
machine on features times their log-count ratios (Wang & Manning 2012); its `C` is
chosen on the development data. Scores are kept in floors.json.
"""

import argparse
import json
import statistics
import warnings
from pathlib import Path

import numpy as np
from corpora import CORPORA, clean
from corpus import folds, reviews
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.naive_bayes import MultinomialNB
from sklearn.svm import LinearSVC

from keras_seqzoo.files import read_json, write_json

FLOORS = Path(__file__).with_name("floors.json")

TOKEN = r"\w+|[^\w\s]"
COSTS = (0.01, 0.1, 1.0)


class NBSVM:
    """One linear machine a class, on features times their log-count ratios."""

    def __init__(self, cost):
        self.cost = cost

    def fit(self, features, labels):
        self.classes = np.unique(labels)
        self.machines = [self.one(features, labels == c) for c in self.classes]
        return self

    def one(self, features, positive):
        ratio = log_counts(features[positive]) - log_counts(features[~positive])
        machine = LinearSVC(C=self.cost, random_state=0)
        return ratio, machine.fit(features.multiply(ratio).tocsr(), positive)

    def predict(self, features):
        margins = [
            machine.decision_function(features.multiply(ratio).tocsr())
            for ratio, machine in self.machines
        ]
        return self.classes[np.argmax(margins, axis=0)]


def log_counts(features):
    counts = 1 + np.asarray(features.sum(axis=0)).ravel()
    return np.log(counts / counts.sum())


def accuracies(train, dev, test):
    """Returns `{model: {"dev", "test"}}` of both models."""
    vectorizer = CountVectorizer(
        ngram_range=(1, 2), binary=True, token_pattern=TOKEN, lowercase=True
    )
    x = vectorizer.fit_transform([text for _, text in train])
    y = labels_of(train)
    held_out = {
        name: (vectorizer.transform([text for _, text in part]), labels_of(part))
        for name, part in (("dev", dev), ("test", test))
    }
    bayes = MultinomialNB().fit(x, y)
    machines = [NBSVM(cost).fit(x, y) for cost in COSTS]
    best = max(machines, key=lambda machine: accuracy(machine, *held_out["dev"]))
    return {
        name: {part: accuracy(model, *data) for part, data in held_out.items()}
        for name, model in (("naive Bayes", bayes), ("NBSVM", best))
    }


def labels_of(examples):
    return np.array([label for label, _ in examples])


def accuracy(model, x, y):
    return float(np.mean(model.predict(x) == y))


def cross_validated(count):
    """Returns `{model: {"mean", "sd"}}` over the folds of MR."""
    runs = [accuracies(*clean(*parts)) for parts in folds(reviews(), count)]
    return {
        name: {
            "mean": statistics.mean(run[name]["test"] for run in runs),
            "sd": statistics.stdev(run[name]["test"] for run in runs),
        }
        for name in runs[0]
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", nargs="+", choices=CORPORA)
    parser.add_argument("--folds", type=int, help="cross-validate MR instead")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore", ConvergenceWarning)
    for name in arguments.data:
        if arguments.folds:
            keep(f"{name}, {arguments.folds} folds", cross_validated(arguments.folds))
        else:
            keep(name, accuracies(*CORPORA[name]()))


def keep(name, found):
    """Prints scores and puts them beside those that are known."""
    print(json.dumps({name: found}), flush=True)
    known = read_json(FLOORS) if FLOORS.exists() else {}
    write_json(FLOORS, known | {name: found})


if __name__ == "__main__":
    main()
