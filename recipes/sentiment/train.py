"""Trains the preset `sentiment_bilstm.mr`, or cross-validates it.

python recipes/sentiment/train.py --seed 1 --out zoo/sentiment_bilstm.mr
python recipes/sentiment/train.py --seed 1 --folds 10

The cross-validated scores in the card come from the last line of the second command,
kept in folds.json, and those of naive Bayes from floor.py, kept in floor.json and
floor_folds.json.
"""

import argparse
import json
import os
import platform
import shlex
import statistics
import sys
import time
from pathlib import Path

import tensorflow as tf
from corpus import folds, reviews, split, vectors_for

from keras_seqzoo import SentimentClassifier
from keras_seqzoo.models.history import series

SETTINGS = {
    "units": 128,
    "pooling": "attention",
    "input_dropout": 0.5,
    "dropout": 0.5,
}
PLAN = {"epochs": 10, "learning_rate": 3e-3, "patience": 4}
MIN_COUNT = 2
HERE = Path(__file__).parent
FLOOR_NAME = "naive Bayes on words and bigrams"
PROTOCOL = (
    "accuracy on a random 10 % of the sentences of MR (sentence polarity v1.0); "
    "trained on 80 %, chosen on 10 %; no choice was made on the test data"
)
DATA = [
    {"name": "MR, sentence polarity v1.0", "licence": "CC-BY-4.0",
     "url": "https://www.cs.cornell.edu/people/pabo/movie-review-data/"},
    {"name": "GloVe 6B, 100 dimensions", "licence": "PDDL-1.0",
     "url": "https://nlp.stanford.edu/projects/glove/"},
]  # fmt: skip
ABOUT = {
    "description": "Tells positive from negative English sentences about films: GloVe "
    "vectors and a bidirectional LSTM with attention pooling.",
    "languages": ["en"],
    "limits": [
        "Trained on single sentences of film reviews; other subjects are less certain.",
        "There is no neutral class: a sentence without opinion gets one of the two.",
        "English only.",
        "The word vectors carry the associations of the web texts they were counted "
        "on, so the name of a person, a group or a country can tip an answer; how much "
        "was not measured.",
    ],
}


def main():
    arguments = read_arguments()
    tf.config.experimental.enable_op_determinism()
    examples = reviews()
    if arguments.folds:
        cross_validate(examples, arguments)
    else:
        publish(examples, arguments)


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    goal = parser.add_mutually_exclusive_group(required=True)
    goal.add_argument("--out", type=Path, help="folder of the preset")
    goal.add_argument("--folds", type=int, help="cross-validate; nothing is written")
    return parser.parse_args()


def fit(train, dev, seed, out=None):
    """Returns the trained classifier and the history of its training."""
    classifier = SentimentClassifier.from_examples(
        train, vectors_for(train), min_count=MIN_COUNT, seed=seed, **SETTINGS
    )
    plan = PLAN | {"seed": seed}
    return classifier, classifier.fit(train, dev, out=out, verbose=2, **plan)


def cross_validate(examples, arguments):
    scores = []
    for train, dev, test in folds(examples, arguments.folds):
        classifier, _ = fit(train, dev, arguments.seed)
        scores.append(classifier.evaluate(test)["accuracy"])
        print(f"fold {len(scores)}: {scores[-1]:.4f}", flush=True)
    mean, sd = statistics.mean(scores), statistics.stdev(scores)
    print(json.dumps({"mean": mean, "sd": sd, "folds": scores}))


def read(name):
    """What `--folds`, `floor.py` and `floor.py --folds` printed, kept beside them."""
    return json.loads((HERE / f"{name}.json").read_text())


def mean_and_sd(name):
    return {key: read(name)[key] for key in ("mean", "sd")}


def publish(examples, arguments):
    train, dev, test = split(examples)
    started = time.monotonic()
    classifier, history = fit(train, dev, arguments.seed, arguments.out)
    seconds = time.monotonic() - started
    results = {
        "dev": classifier.evaluate(dev),
        "metrics": classifier.evaluate(test),
        "floor": {"name": FLOOR_NAME, "metrics": {"accuracy": read("floor")["test"]}},
        "seeds": {
            "10 folds": mean_and_sd("folds"),
            f"10 folds, {FLOOR_NAME}": mean_and_sd("floor_folds"),
        },
        "test_data": "MR, a random 10 % of the sentences",
        "protocol": PROTOCOL,
        "seed": arguments.seed,
        "training": {
            "epochs": len(history),
            "seconds": round(seconds, 1),
            "hardware": f"{os.cpu_count()} CPU cores ({platform.machine()})",
        },
        "history": series(history),
        "command": shlex.join(["python", *sys.argv]),
    }
    print(results)
    classifier.save_to_preset(
        arguments.out, results=results, licence="CC-BY-4.0", data=DATA, **ABOUT
    )


if __name__ == "__main__":
    main()
