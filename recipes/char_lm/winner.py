"""Compares the winner of the search with the settings of `char_lm_lstm.shakespeare`.

python recipes/char_lm/winner.py --run runs/winner.char_lm

The trials of the search are small and short. Here both settings train a network as wide
as that of the preset for three epochs on the first half of the training text; the score
is that of the development text. It is kept in winners.json beside this file, and the
same command goes on where it was interrupted.
"""

import argparse
import sys
from pathlib import Path

from run import interruptible, set_up
from split import SHAKESPEARE, split
from train import NETWORKS, training

from keras_seqzoo import CharLM
from keras_seqzoo.data import fetch, read_plain
from keras_seqzoo.files import read_json, write_json

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from winners import candidate, winner  # noqa: E402

FILE = Path(__file__).with_name("winners.json")
ARCHITECTURE = "char_lm_lstm"
EPOCHS, SEED = 3, 1


def settings():
    """Returns `{name: (settings of the network, settings of the training)}`."""
    network = NETWORKS[ARCHITECTURE]
    row = winner("char_lm")
    own, plan = candidate("char_lm", row)
    length = {"epochs": EPOCHS}
    return {
        "published": (network, training(ARCHITECTURE) | length),
        f"trial {row['trial']}": (own | {"units": network["units"]}, plan | length),
    }


def score(parts, network, plan, folder):
    text = parts["train"][: len(parts["train"]) // 2]
    lm = CharLM.from_text(text, ARCHITECTURE, **network)
    lm.fit(text, parts["dev"], out=folder, verbose=2, seed=SEED, **plan)
    return lm.network.count_params(), lm.evaluate(parts["dev"])["nats_per_char"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, required=True, help="folder of checkpoints")
    parser.add_argument("--threads", type=int, default=0, help="0: as TensorFlow does")
    arguments = parser.parse_args()
    set_up(SEED, arguments.threads)
    parts = split(read_plain(fetch(SHAKESPEARE)))
    done = read_json(FILE) if FILE.exists() else {}
    for name, (network, plan) in settings().items():
        if name not in done:
            folder = arguments.run / name.replace(" ", "_")
            size, nats = score(parts, network, plan, folder)
            found = {"settings": network | plan, "dev": {str(SEED): nats}}
            done[name] = found | {"parameters": size}
            write_json(FILE, done)


if __name__ == "__main__":
    interruptible(main)
