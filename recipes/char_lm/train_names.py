"""Trains char_lm_lstm.names or char_lm_lstm.dinosaurs and writes its preset folder.

    python recipes/char_lm/train_names.py names --seed 1

An interrupted run goes on where it was when it is started again with the same
arguments. The floors are a bigram and a 5-gram model of the same names.
"""

import argparse
from pathlib import Path

from floor import WittenBell
from lists import LISTS, read, split
from run import add_arguments, facts, in_float32, interruptible, set_up

import keras_seqzoo

SAMPLES = 1000
WINDOW = 32
START, END = "\x02", "\n"
PROTOCOL = (
    "Distinct names, shuffled (seed 1; another shuffle served to find the settings): "
    "90 % to train, 5 % (dev) to choose the epoch, 5 % (test). "
    "nats_per_char_documents: each name from the start, its end counted as a "
    "character. novel_share: share of 1000 samples (temperature 1, seed 0) that no "
    "part holds. Windows have 32 predictions."
)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("list", choices=LISTS)
    parser.add_argument("--text", help="file of names to use, one a line")
    parser.add_argument("--out", help="default: zoo/char_lm_lstm.LIST")
    parser.add_argument("--run", help="folder of the checkpoint (default: by the seed)")
    add_arguments(parser)
    parser.add_argument("--epochs", type=int)
    options = parser.parse_args()
    options.out = options.out or f"zoo/char_lm_lstm.{options.list}"
    return options


def floor(parts, order):
    """Nats a character of an n-gram model: each name from its start, with its end."""
    start = START * (order - 1)
    letters = set("".join(parts["train"]))
    text = "".join(start + name + END for name in parts["train"])
    model = WittenBell(text, order, len(letters) + len(END))
    losses = [x for name in parts["test"] for x in model.losses(name + END, start)]
    return sum(losses) / len(losses)


def novel_share(lm, parts):
    known = {name for names in parts.values() for name in names}
    written = lm.generate([""] * SAMPLES, length=40, temperature=1.0, seed=0)
    return sum(name not in known for name in written) / SAMPLES


def results_of(lm, parts, options, history):
    metrics = lm.evaluate(parts["test"], length=WINDOW)
    bigram, five = floor(parts, 2), floor(parts, 5)
    return {
        "metrics": {
            **metrics,
            "novel_share": novel_share(lm, parts),
            "bigram_nats_per_char_documents": bigram,
        },
        "dev": lm.evaluate(parts["dev"], length=WINDOW),
        "protocol": PROTOCOL,
        "floor": {
            "name": "Witten-Bell 5-gram",
            "metrics": {"nats_per_char_documents": five},
        },
        "test_data": f"{LISTS[options.list].title}, 5 % held out",
        **facts(history, options),
    }


def learn(lm, parts, options):
    """Trains a model; returns the history."""
    training = {**LISTS[options.list].training, "dev_length": WINDOW}
    if options.epochs:
        training["epochs"] = options.epochs
    run = options.run or Path("runs") / f"{Path(options.out).name}.{options.seed}"
    return lm.fit(
        parts["train"],
        parts["dev"],
        out=run,
        verbose=options.verbose,
        seed=options.seed,
        **training,
    )


def card(chosen):
    """What the card says of a list and its model."""
    return {
        "licence": "Apache-2.0",
        "data": [chosen.data],
        "description": f"A character language model that writes {chosen.title}.",
        "languages": ["en"],
        "limits": list(chosen.limits),
    }


def main():
    options = arguments()
    chosen = LISTS[options.list]
    set_up(options.seed, options.threads, options.precision)
    parts = split(read(chosen, options.text))
    lm = keras_seqzoo.CharLM.from_text(parts["train"], **chosen.settings)
    history = learn(lm, parts, options)
    lm = in_float32(lm)
    results = results_of(lm, parts, options, history)
    lm.save_to_preset(options.out, results=results, **card(chosen))
    print(results["metrics"], results["floor"])


if __name__ == "__main__":
    interruptible(main)
