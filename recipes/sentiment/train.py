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
from run_scores import record, runs_in
from settings import RECIPES
from several_runs import scores_of, several_runs

from keras_seqzoo import SentimentClassifier
from keras_seqzoo.files import read_json
from keras_seqzoo.models.history import series
from keras_seqzoo.models.sentiment_calibration import reliability

HERE = Path(__file__).parent
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
    train, dev, test = CORPORA[recipe.corpus]()
    started = time.monotonic()
    classifier, history = fit(recipe, train, dev, arguments.seed, arguments.out)
    seconds = time.monotonic() - started
    temperature = classifier.calibrate(dev)
    print(f"temperature {temperature:.3f}", flush=True)
    outputs = classifier.outputs(text for _, text in test)
    scores = {
        "dev": classifier.evaluate(dev),
        "metrics": classifier.head.scores(test, outputs),
    }
    record(
        scores_of(arguments.recipe),
        f"seed {arguments.seed}",
        {part: scores[key]["accuracy"] for part, key in PARTS.items()},
    )
    results = {
        **scores,
        "reliability": reliability(outputs, classifier.head.indices(test)),
        "confusion": confusion(classifier, test, outputs),
        "floor": floor(recipe.corpus),
        "seeds": several_runs(arguments.recipe, recipe.corpus),
        "test_data": recipe.test_data,
        "protocol": f"{recipe.protocol} Probabilities are scaled by a temperature of "
        f"{temperature:.2f}, chosen on the development data.",
        "seed": arguments.seed,
        "training": {
            "epochs": len(history),
            "seconds": round(seconds, 1),
            "hardware": f"{os.cpu_count()} CPU cores ({platform.machine()})",
        },
        "history": series(history),
        "command": shlex.join(["python", *sys.argv]),
    }
    classifier.save_to_preset(
        arguments.out,
        results=results,
        licence=recipe.licence,
        data=recipe.data,
        description=recipe.description,
        languages=["en"],
        limits=recipe.limits,
    )


def confusion(classifier, test, outputs):
    labels = classifier.config.labels
    counts = [[0] * len(labels) for _ in labels]
    true = classifier.head.indices(test)
    for row, column in zip(true, outputs.argmax(axis=1), strict=True):
        counts[row][column] += 1
    return {"labels": list(labels), "counts": counts}


def floor(corpus):
    """The better one of the simple models, as `results.json` has it."""
    known = read_json(HERE / "floors.json")[corpus]
    name = max(known, key=lambda name: known[name]["dev"])
    metrics = {"accuracy": known[name]["test"]}
    return {"name": f"{name} on words and bigrams", "metrics": metrics}


if __name__ == "__main__":
    main()
