"""Trains the winner of a search in full and compares it with the preset.

python recipes/winners.py ner --run runs/winners.ner
python recipes/winners.py sentiment --run runs/winners.sentiment --seeds 1 2 3

A search trains little, on a part of the data, which favours what learns fast; what it
found counts for a preset only if it is also better after a whole training. Scores are
those of the development data; the test data are not read. That of the preset is in its
results.json. The others are kept in recipes/<task>/winners.json, and the same command
goes on where it was interrupted.
"""

import argparse
import sys
from pathlib import Path

from searches import ROOT, SEARCHES, means, read

from keras_seqzoo.files import read_json, write_json
from keras_seqzoo.tuning import space_of

REGULARISED = {"input_dropout": 0.5, "dropout": 0.5}


def ner():
    """Returns the data, a maker of taggers, and the plan of the preset."""
    import train
    from corpus import train_and_dev

    from keras_seqzoo import NERTagger
    from keras_seqzoo.text import load_vectors

    data = train_and_dev()
    vectors = load_vectors("glove.6B", dim=100, limit=train.NUM_VECTORS)

    def make(seed, settings):
        return NERTagger.from_examples(
            data[0], vectors, min_count=train.MIN_COUNT, seed=seed, **settings
        )

    return data, make, train.PLAN


def sentiment():
    """As `ner`, of the classifier of MR."""
    from corpora import CORPORA
    from corpus import vectors_for
    from settings import RECIPES

    from keras_seqzoo import SentimentClassifier

    recipe = RECIPES["mr"]
    data = CORPORA[recipe.corpus]()
    vectors = vectors_for(data.train, **recipe.vectors)

    def make(seed, settings):
        return SentimentClassifier.from_examples(
            data.train, vectors, min_count=recipe.min_count, seed=seed, **settings
        )

    return data[:2], make, recipe.plan


TASKS = {"ner": ner, "sentiment": sentiment}


def candidates(task, plan):
    """Returns `{name: (settings, plan)}`: the winner, and it with more dropout.

    Both train for as many epochs as the preset. A long training needs more dropout than
    the short one of a search.
    """
    length = {k: plan[k] for k in ("epochs", "patience") if k in plan}
    row = winner(task)
    own, training = candidate(task, row)
    name = f"trial {row['trial']}"
    return {
        name: (own, training | length),
        f"{name}, dropout 0.5": (own | REGULARISED, training | length),
    }


def candidate(task, row):
    """Returns the settings of a trial: `(of the architecture, of the training)`."""
    space = space_of(SEARCHES[task][0])
    return space.split({k: v for k, v in row.items() if k in space.ranges})


def winner(task):
    """The row of the best trial, by the mean over its seeds."""
    rows, (_, objective, direction) = read(task), SEARCHES[task]
    scores = means(rows, objective)
    best = (max if direction == "max" else min)(scores, key=scores.__getitem__)
    return next(row for row in rows if row["trial"] == best)


def main():
    arguments = read_arguments()
    limit_threads(arguments.threads)
    task = arguments.task
    sys.path.insert(0, str(ROOT / "recipes" / task))
    data, make, plan = TASKS[task]()
    file = ROOT / "recipes" / task / "winners.json"
    done = read_json(file) if file.exists() else {}
    for seed in arguments.seeds:
        for name, (own, training) in candidates(task, plan).items():
            entry = done.setdefault(name, {"settings": own | training, "dev": {}})
            if str(seed) not in entry["dev"]:
                model = make(seed, own)
                out = arguments.run / f"{name}.{seed}".replace(",", "").replace(
                    " ", "_"
                )
                scores = trained(model, data, out, seed, training)
                entry["dev"][str(seed)] = scores[SEARCHES[task][1]]
                entry["parameters"] = model.network.count_params()
                write_json(file, done)


def trained(model, data, out, seed, training):
    """Trains a model and returns its scores on the development data."""
    model.fit(*data, out=out, verbose=2, seed=seed, **training)
    return model.evaluate(data[1])


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("task", choices=TASKS)
    parser.add_argument("--run", type=Path, required=True, help="folder of checkpoints")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--threads", type=int, default=0, help="0: as TensorFlow does")
    return parser.parse_args()


def limit_threads(threads):
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.experimental.enable_op_determinism()


if __name__ == "__main__":
    main()
