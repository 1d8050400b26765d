"""The search for the settings of `char_lm_lstm.shakespeare`, on development data alone.

python recipes/char_lm/tune.py --out runs/tune.char_lm

Each trial trains on the first eighth of the training text, so that many fit into the
time. The search goes on where it stopped when it is started again. Its table of trials
is kept in trials.csv beside this file.
"""

import argparse
from pathlib import Path

from split import SHAKESPEARE, split

from keras_seqzoo.data import fetch, read_plain
from keras_seqzoo.tuning import Integer, Printer, tune

SPACE = {
    "units": Integer(128, 256, step=64),
    "num_layers": Integer(1, 2),
    "dev_windows": 32,
    "warmup_steps": 20,
}
PLAN = {"tuner": "random", "trials": 31, "epochs": 3, "top": 2, "repeats": 1}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True, help="folder of the search")
    parser.add_argument("--budget-minutes", type=float)
    arguments = parser.parse_args()
    parts = split(read_plain(fetch(SHAKESPEARE)))
    tune(
        "char-lm",
        parts["train"][: len(parts["train"]) // 8],
        parts["dev"],
        arguments.out,
        space=SPACE,
        listener=Printer(),
        budget_minutes=arguments.budget_minutes,
        patience=1,
        **PLAN,
    )


if __name__ == "__main__":
    main()
