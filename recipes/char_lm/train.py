"""Trains a character language model of Shakespeare and writes its preset folder.

    python recipes/char_lm/train.py char_lm_lstm --seed 1

An interrupted run goes on where it was when it is started again with the same
arguments.
"""

import argparse
from pathlib import Path

import floor
from run import add_arguments, facts, in_float32, interruptible, set_up
from split import SHAKESPEARE, split

import keras_seqzoo
from keras_seqzoo.data import fetch, read_plain

NETWORKS = {
    "char_lm_lstm": {
        "embedding_dim": 64,
        "units": 512,
        "num_layers": 2,
        "dropout": 0.25,
    },
    "char_lm_min": {
        "cell": "min_gru",
        "units": 192,
        "num_layers": 3,
        "dropout": 0.15,
    },
}
TRAINING = {
    "batch_size": 32,
    "sequence_length": 100,
    "weight_decay": 0.0,
}
PACE = {
    "char_lm_lstm": {"epochs": 14, "learning_rate": 3e-3},
    "char_lm_min": {"epochs": 10, "learning_rate": 4e-3},
}
FLOOR_ORDER = 6
FLOORS = {"nats_per_char": "test", "last_tenth_nats_per_char": "last tenth"}
PROTOCOL = (
    "First 90 % of the text to train; the last 10 % in two halves, the first (dev) to "
    "choose the epoch, the second (test) never seen before the end. nats_per_char: "
    "1024 random windows (seed 0) of 256 predictions, each from the zero state. "
    "nats_per_char_carried: one pass over the text with the state carried. "
    "last_tenth: both halves together, comparable with published figures on this split."
)

CARD = {
    "licence": "Apache-2.0",
    "data": [
        {
            "name": "Tiny Shakespeare",
            "licence": "public domain",
            "url": "https://github.com/karpathy/char-rnn",
        }
    ],
    "description": "A character language model of Shakespeare's plays.",
    "languages": ["en"],
    "limits": [
        "Writes in the style of its one text; the content means nothing.",
        "What it writes about women, foreigners and religions is as in plays of "
        "about 1600.",
    ],
}


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0],
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("architecture", choices=NETWORKS)
    parser.add_argument("--text", help="file to train on instead of tiny Shakespeare")
    parser.add_argument("--out", help="default: zoo/ARCHITECTURE.shakespeare")
    parser.add_argument("--run", help="folder of the checkpoint (default: by the seed)")
    add_arguments(parser)
    parser.add_argument("--checkpoint_minutes", type=float, default=5)
    architecture = parser.parse_known_args()[0].architecture
    for name, value in {**NETWORKS[architecture], **training(architecture)}.items():
        parser.add_argument(f"--{name}", type=type(value), default=value)
    options = parser.parse_args()
    options.out = options.out or f"zoo/{options.architecture}.shakespeare"
    return options


def training(architecture):
    """The settings of the training by default."""
    return {**TRAINING, **PACE[architecture]}


def pick(options, defaults):
    return {name: getattr(options, name) for name in defaults}


def results_of(lm, parts, options, history):
    last_tenth = lm.evaluate(parts["last tenth"])
    return {
        "metrics": {
            **lm.evaluate(parts["test"]),
            "last_tenth_nats_per_char": last_tenth["nats_per_char"],
            "last_tenth_nats_per_char_carried": last_tenth["nats_per_char_carried"],
        },
        "dev": lm.evaluate(parts["dev"]),
        "protocol": PROTOCOL,
        "floor": floor.entry(parts, FLOOR_ORDER, FLOORS),
        "test_data": "tiny Shakespeare, last 5 %",
        **facts(history, options),
    }


def learn(lm, parts, options):
    """Trains a model; returns the history."""
    run = options.run or Path("runs") / f"{Path(options.out).name}.{options.seed}"
    return lm.fit(
        parts["train"],
        parts["dev"],
        out=run,
        checkpoint_minutes=options.checkpoint_minutes,
        verbose=options.verbose,
        seed=options.seed,
        **pick(options, training(options.architecture)),
    )


def main():
    options = arguments()
    set_up(options.seed, options.threads, options.precision)
    parts = split(read_plain(options.text or fetch(SHAKESPEARE)))
    lm = keras_seqzoo.CharLM.from_text(
        parts["train"],
        options.architecture,
        **pick(options, NETWORKS[options.architecture]),
    )
    history = learn(lm, parts, options)
    lm = in_float32(lm)
    results = results_of(lm, parts, options, history)
    lm.save_to_preset(options.out, results=results, **CARD)
    print(results["metrics"])


if __name__ == "__main__":
    interruptible(main)
