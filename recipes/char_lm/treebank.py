"""The language models of the Penn Treebank: how each is made and trained."""

from collections.abc import Callable
from typing import NamedTuple

import floor

import keras_seqzoo


class Plan(NamedTuple):
    """A model of the Treebank: its preset, task class, network, training and floor.

    `restarts` has, for each warm restart in turn, the parts of `network` and `training`
    that it replaces; what it leaves out stays as before.
    """

    preset: str
    architecture: str
    task: type
    unit: str
    network: dict
    training: dict
    restarts: tuple
    floor: Callable


PLANS = {
    "char": Plan(
        "char_lm_lstm.ptb",
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
        (
            {
                "network": {"dropout": 0.15},
                "training": {"epochs": 12, "learning_rate": 2e-3},
            },
        ),
        lambda parts: floor.entry(parts, 6, {"nats_per_char": "test"}),
    ),
    "word": Plan(
        "word_lm_awd.ptb",
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
        (
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
            {
                "network": {
                    "input_dropout": 0.5,
                    "hidden_dropout": 0.3,
                    "output_dropout": 0.5,
                    "weight_dropout": 0.5,
                },
                "training": {
                    "epochs": 18,
                    "learning_rate": 1.5e-3,
                    "weight_decay": 0.03,
                    "averaging": 0.999,
                },
            },
            {
                "network": {
                    "activation_regularization": 2.0,
                    "temporal_activation_regularization": 1.0,
                },
                "training": {
                    "epochs": 26,
                    "batch_size": 40,
                    "learning_rate": 2e-3,
                    "weight_decay": 0.05,
                },
            },
            {
                "network": {},
                "training": {
                    "epochs": 34,
                    "learning_rate": 2.5e-3,
                    "final_rate": 0.2,
                },
            },
            {
                "network": {},
                "training": {
                    "epochs": 17,
                    "learning_rate": 2e-3,
                    "final_rate": 0.1,
                },
            },
        ),
        lambda parts: floor.word_entry(parts, 3),
    ),
}
# Merity et al. (2018), with a moving average in place of the one that a trigger begins.
# Their factor 2 of activations behind the dropout is 2 / 0.6 before it.
PLANS["word_published"] = PLANS["word"]._replace(
    preset="word_lm_awd.ptb_published",
    network={
        "embedding_dim": 400,
        "units": 1150,
        "num_layers": 3,
        "word_dropout": 0.1,
        "input_dropout": 0.4,
        "hidden_dropout": 0.25,
        "output_dropout": 0.4,
        "weight_dropout": 0.5,
        "activation_regularization": 2 / 0.6,
        "temporal_activation_regularization": 1.0,
    },
    training={
        "epochs": 500,
        "batch_size": 20,
        "sequence_length": 70,
        "optimizer": "sgd",
        "learning_rate": 30.0,
        "final_rate": 1.0,
        "weight_decay": 1.2e-6,
        "averaging": 0.9999,
        "clip_norm": 0.25,
        "warmup_steps": 0,
        "reset_rate": 0.0,
        "unknown_rate": 0.0,
        "dev_windows": 64,
    },
    restarts=(),
)


def restarted(plan, before):
    """The plan of the next warm restart of a model that had `before` of them.

    Its last restart is that one.

    Raises:
        ValueError: If the plan has no more.
    """
    if before >= len(plan.restarts):
        raise ValueError(
            f"The plan has {len(plan.restarts)} warm restart(s), and the model to "
            f"start from had {before}. Add one to `restarts` in treebank.py."
        )
    network, training, restarts = (
        plan.network,
        plan.training,
        plan.restarts[: before + 1],
    )
    for restart in restarts:
        network = network | restart["network"]
        training = training | restart["training"]
    return plan._replace(network=network, training=training, restarts=restarts)
