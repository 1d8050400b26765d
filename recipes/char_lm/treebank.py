"""The language models of the Penn Treebank: how each is made and trained."""

from collections.abc import Callable
from typing import NamedTuple

import floor

import keras_seqzoo


class Plan(NamedTuple):
    """A model of the Treebank: its task class, network, training and floor.

    `restart` has the parts of `network` and `training` that a warm restart replaces.
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
        {
            "network": {"dropout": 0.15},
            "training": {"epochs": 12, "learning_rate": 2e-3},
        },
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
            "network": {
                "word_dropout": 0.1,
                "input_dropout": 0.4,
                "weight_dropout": 0.4,
            },
            "training": {
                "epochs": 17,
                "batch_size": 20,
                "sequence_length": 70,
                "learning_rate": 2e-3,
            },
        },
        lambda parts: floor.word_entry(parts, 3),
    ),
}


def restarted(plan):
    """The same plan with what its `restart` replaces."""
    return plan._replace(
        network=plan.network | plan.restart["network"],
        training=plan.training | plan.restart["training"],
    )
