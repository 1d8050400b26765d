"""The search for the settings of `char_lm_lstm.shakespeare`, on development data alone.

python recipes/char_lm/tune.py --out runs/tune.char_lm --threads 1

Each trial trains for four epochs on the first 200,000 characters of the training text
and is scored on the first 20,000 of the development text, so that many fit into the
time. The search goes on where it stopped when it is started again. Its table of trials
is kept in trials.csv beside this file.
"""

import argparse
from pathlib import Path

from run import interruptible, set_up
from split import SHAKESPEARE, split

from keras_seqzoo.data import fetch, read_plain
from keras_seqzoo.tuning import Choice, Integer, Printer, tune

TRAIN, DEV = 200_000, 20_000
SPACE = {
    "units": Integer(64, 192, step=64),
    "num_layers": Integer(1, 2),
    "sequence_length": Choice((50, 100)),
    "dev_windows": 32,
    "warmup_steps": 20,
}
PLAN = {"tuner": "bayesian", "trials": 31, "epochs": 4, "patience": 1}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True, help="folder of the search")
    parser.add_argument("--budget-minutes", type=float)
    parser.add_argument("--threads", type=int, default=0, help="0: as TensorFlow does")
    arguments = parser.parse_args()
    set_up(1, arguments.threads)
    parts = split(read_plain(fetch(SHAKESPEARE)))
    tune(
        "char-lm",
        parts["train"][:TRAIN],
        parts["dev"][:DEV],
        arguments.out,
        space=SPACE,
        listener=Printer(),
        budget_minutes=arguments.budget_minutes,
        top=3,
        repeats=1,
        **PLAN,
    )


if __name__ == "__main__":
    interruptible(main)
