"""Trains the classifiers: one preset, several seeds, or the folds of MR.

python recipes/sentiment/train.py mr_tiny --out zoo/sentiment_bilstm.mr_tiny
python recipes/sentiment/train.py sst2 --seeds 1 2 3 4 5 --test
python recipes/sentiment/train.py mr --folds 10 --test

The first trains one preset and writes it with its card, for which it scores the test
data. The others write scores alone, into the folder scores, and those of the test data
only with `--test`: leave it out while there are choices to make. Every command goes on
where it was interrupted, the first from its last epoch, the others from the last run
that was done.
"""

import argparse
import os
import platform
import shlex
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import tensorflow as tf
from corpora import CORPORA, clean
from corpus import folds, reviews, vectors_for
from films import VECTORS, language_model
from published import about, checked, scored, told
from run_scores import record, runs_in
from settings import RECIPES
from several_runs import scores_of

from keras_seqzoo import SentimentClassifier
from keras_seqzoo.models.history import series

PARTS = {"dev": "dev", "test": "metrics"}


def main():
    arguments = read_arguments()
    tf.config.experimental.enable_op_determinism()
    recipe = RECIPES[arguments.recipe]
    if arguments.out:
        publish(recipe, arguments)
    else:
        compare(recipe, arguments)


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("recipe", choices=RECIPES)
    parser.add_argument(
        "--seed", type=int, default=1, help="of the preset or the folds"
    )
    parser.add_argument("--test", action="store_true", help="score the test data too")
    goal = parser.add_mutually_exclusive_group(required=True)
    goal.add_argument("--out", type=Path, help="folder of the preset")
    goal.add_argument("--seeds", type=int, nargs="+", help="train one after another")
    goal.add_argument("--folds", type=int, help="cross-validate MR")
    return parser.parse_args()


def fit(recipe, train, dev, seed, out=None):
    """Returns the trained classifier and the history of its training."""
    classifier = untrained(recipe, train, seed)
    plan = recipe.plan | {"seed": seed}
    history = classifier.fit(train, dev, out=out, verbose=2, **plan)
    return classifier, history


def untrained(recipe, train, seed):
    if recipe.start:
        return start_of(recipe.start).transfer(train, seed, **recipe.settings)
    vectors = None if recipe.vectors is None else vectors_for(train, **recipe.vectors)
    return SentimentClassifier.from_examples(
        train, vectors, min_count=recipe.min_count, seed=seed, **recipe.settings
    )


def start_of(name):
    """The language model or the preset of this name."""
    if name in VECTORS:
        return language_model(name)
    return SentimentClassifier.from_preset(name)


def compare(recipe, arguments):
    """Trains for each seed or fold that has no scores yet and writes their scores."""
    file = scores_of(arguments.recipe, "_folds" if arguments.folds else "")
    for name, seed, (train, dev, test) in runs(recipe, arguments):
        if name in runs_in(file):
            continue
        classifier, _ = fit(recipe, train, dev, seed)
        found = {"dev": classifier.evaluate(dev)["accuracy"]}
        if arguments.test:
            found["test"] = classifier.evaluate(test)["accuracy"]
        record(file, name, found)


def runs(recipe, arguments):
    """Yields the name, the seed and the data of each run."""
    if arguments.folds:
        for number, parts in enumerate(folds(reviews(), arguments.folds), 1):
            yield f"fold {number}", arguments.seed, clean(*parts)
    else:
        corpus = CORPORA[recipe.corpus]()
        for seed in arguments.seeds:
            yield f"seed {seed}", seed, corpus


def publish(recipe, arguments):
    """Trains one preset and writes it with its scores and its card."""
    train, dev, test = checked(recipe)
    started = time.monotonic()
    classifier, history = fit(recipe, train, dev, arguments.seed, arguments.out)
    training = {
        "epochs": len(history),
        "seconds": round(time.monotonic() - started, 1),
        "hardware": f"{os.cpu_count()} CPU cores ({platform.machine()})",
    }
    temperature = classifier.calibrate(dev)
    print(f"temperature {temperature:.3f}", flush=True)
    scores = scored(classifier, dev, test)
    found = {part: scores[key]["accuracy"] for part, key in PARTS.items()}
    record(scores_of(arguments.recipe), f"seed {arguments.seed}", found)
    own = {
        "seed": arguments.seed,
        "training": training,
        "history": series(history),
        "command": shlex.join(["python", *sys.argv]),
    }
    results = scores | told(arguments.recipe, recipe, temperature) | own
    classifier.save_to_preset(arguments.out, results=results, **about(recipe))


if __name__ == "__main__":
    main()
