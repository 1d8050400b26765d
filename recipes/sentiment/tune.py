"""The search for the settings of the classifiers of MR, on development data alone.

python recipes/sentiment/tune.py --out runs/tune.sentiment

Each trial trains for three epochs on every third sentence, so that many fit into the
time. The search goes on where it stopped when it is started again. Its table of trials
is kept in trials.csv beside this file.
"""

import argparse
from pathlib import Path

from corpus import reviews, split, vectors_for

from keras_seqzoo.tuning import Integer, Printer, tune

SPACE = {"units": Integer(50, 200, step=50), "num_layers": 1, "encoder": "lstm"}
PLAN = {"tuner": "random", "trials": 31, "epochs": 3, "patience": 1}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True, help="folder of the search")
    parser.add_argument("--budget-minutes", type=float)
    arguments = parser.parse_args()
    train, dev, _ = split(reviews())
    tune(
        "sentiment",
        train[::3],
        dev,
        arguments.out,
        space=SPACE,
        given={"vectors": vectors_for(train), "min_count": 2},
        listener=Printer(),
        budget_minutes=arguments.budget_minutes,
        top=3,
        repeats=1,
        **PLAN,
    )


if __name__ == "__main__":
    main()
