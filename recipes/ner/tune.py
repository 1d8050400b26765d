"""The search for the settings of `ner_bilstm_crf.open`, on development data alone.

python recipes/ner/tune.py --out runs/tune.ner

Each trial trains for three epochs on every fifth sentence and is scored on every second
one, so that many fit into the time. The search goes on where it stopped when it is
started again. Its table of trials is kept in trials.csv beside this file.
"""

import argparse
from pathlib import Path

from corpus import train_and_dev

from keras_seqzoo.text import load_vectors
from keras_seqzoo.tuning import Integer, Printer, tune

NUM_VECTORS = 40_000
SPACE = {
    "units": Integer(50, 200, step=50),
    "num_layers": 1,
    "encoder": "lstm",
    "recurrent_dropout": 0.0,
    "decoder": "crf",
}
PLAN = {"tuner": "random", "trials": 31, "epochs": 3, "patience": 1}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True, help="folder of the search")
    parser.add_argument("--budget-minutes", type=float)
    arguments = parser.parse_args()
    train, dev = train_and_dev()
    vectors = load_vectors("glove.6B", dim=100, limit=NUM_VECTORS)
    tune(
        "ner",
        train[::5],
        dev[::2],
        arguments.out,
        space=SPACE,
        given={"vectors": vectors, "min_count": 3},
        listener=Printer(),
        budget_minutes=arguments.budget_minutes,
        top=3,
        repeats=1,
        **PLAN,
    )


if __name__ == "__main__":
    main()
