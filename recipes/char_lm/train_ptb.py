"""Trains char_lm_lstm.ptb or word_lm_awd.ptb on the Penn Treebank: weights only.

    python recipes/char_lm/train_ptb.py char --seed 1
    python recipes/char_lm/train_ptb.py word --seed 1

The text is under a licence of its own and is not part of the preset. An interrupted run
goes on where it was when it is started again with the same arguments.

A warm restart goes on from the weights of a finished run, on other windows and with the
learning rate raised once more:

    python recipes/char_lm/train_ptb.py char --seed 2 --start zoo/char_lm_lstm.ptb
"""

import argparse
import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import floor
from run import add_arguments, facts, in_float32, interruptible, set_up

import keras_seqzoo
from keras_seqzoo.data import fetch, read_plain

FILES = {
    "train": "lm/ptb/ptb.train.txt",
    "dev": "lm/ptb/ptb.valid.txt",
    "test": "lm/ptb/ptb.test.txt",
}
PROTOCOL = (
    "Mikolov's preparation: 10,000 words, its train, valid (dev, to choose the epoch) "
    "and test parts. An end of sentence counts as a {unit}. The carried figures are of "
    "one pass with the state carried, the others of random windows of 256 predictions "
    "from the zero state."
)


class Plan(NamedTuple):
    """A model of the Treebank: its task class, network, training and floor.

    `restart` replaces parts of `network` and `training` after a warm restart.
    """

    architecture: str
    task: type
    unit: str
    network: dict
    training: dict
    restart: dict
    floor: Callable


PLANS = {
    "char": Plan(
        "char_lm_lstm",
        keras_seqzoo.CharLM,
        "character",
        {"embedding_dim": 64, "units": 480, "num_layers": 2, "dropout": 0.1},
        {
            "epochs": 10,
            "batch_size": 32,
            "sequence_length": 100,
            "learning_rate": 3e-3,
        },
        {"dropout": 0.15, "epochs": 12, "learning_rate": 2e-3},
        lambda parts: floor.entry(parts, 6, {"nats_per_char": "test"}),
    ),
    "word": Plan(
        "word_lm_awd",
        keras_seqzoo.WordLM,
        "word",
        {
            "embedding_dim": 512,
            "units": 640,
            "num_layers": 2,
            "word_dropout": 0.05,
            "input_dropout": 0.35,
            "weight_dropout": 0.3,
        },
        {
            "epochs": 17,
            "batch_size": 48,
            "sequence_length": 50,
            "learning_rate": 3e-3,
            "weight_decay": 1.2e-6,
            "clip_norm": 0.25,
            "unknown_rate": 0.0,
            "dev_windows": 64,
        },
        {
            "word_dropout": 0.1,
            "input_dropout": 0.4,
            "weight_dropout": 0.4,
            "epochs": 17,
            "batch_size": 20,
            "sequence_length": 70,
            "learning_rate": 2e-3,
        },
        lambda parts: floor.word_entry(parts, 3),
    ),
}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("unit", choices=PLANS)
    parser.add_argument("--out", help="default: zoo/ARCHITECTURE.ptb")
    add_arguments(parser)
    parser.add_argument("--start", help="preset whose weights to go on from")
    parser.add_argument("--epochs", type=int, help="default: those of the plan")
    return parser.parse_args()


def lines(text):
    """The sentences without the spaces around them, one a line."""
    return "".join(f"{line.strip()}\n" for line in text.splitlines())


def restarted(plan):
    """The same plan with what its `restart` replaces."""
    network, training = (
        {name: plan.restart.get(name, value) for name, value in part.items()}
        for part in (plan.network, plan.training)
    )
    return plan._replace(network=network, training=training)


def go_on(plan, start):
    """The model of a preset, with the dropout of the plan."""
    begun = plan.task.from_preset(start)
    config = dataclasses.replace(begun.config, **plan.network)
    lm = plan.task(plan.architecture, config, begun.preprocessor)
    lm.network.set_weights(begun.network.get_weights())
    return lm


def main():
    options = arguments()
    plan = PLANS[options.unit]
    if options.start:
        plan = restarted(plan)
    set_up(options.seed, options.threads, options.precision)
    out = options.out or f"zoo/{plan.architecture}.ptb"
    parts = {name: lines(read_plain(fetch(file))) for name, file in FILES.items()}
    if options.start:
        lm = go_on(plan, options.start)
    else:
        lm = plan.task.from_text(parts["train"], plan.architecture, **plan.network)
    training = {**plan.training, "seed": options.seed}
    history = lm.fit(
        parts["train"],
        parts["dev"],
        out=Path("runs") / f"{Path(out).name}.{options.seed}",
        verbose=options.verbose,
        **training | ({"epochs": options.epochs} if options.epochs else {}),
    )
    lm = in_float32(lm)
    results = {
        "metrics": lm.evaluate(parts["test"]),
        "dev": lm.evaluate(parts["dev"]),
        "protocol": PROTOCOL.format(unit=plan.unit),
        "test_data": "Penn Treebank, test",
        "floor": plan.floor(parts),
        **facts(history, options, options.start),
    }
    lm.save_to_preset(
        out,
        results=results,
        licence="Apache-2.0",
        data=[
            {
                "name": "Penn Treebank, Wall Street Journal (Mikolov)",
                "licence": "Linguistic Data Consortium; weights only",
                "url": "https://catalog.ldc.upenn.edu/LDC99T42",
            }
        ],
        description=f"A language model over {plan.unit}s of the Wall Street Journal.",
        languages=["en"],
        limits=["Lower-cased financial news of 1989, numbers replaced by N."],
    )
    print(results["metrics"])


if __name__ == "__main__":
    interruptible(main)
