"""A task whose training takes no time: its score is a formula of the settings."""

import contextlib
import dataclasses
import math
import os
import time

import numpy as np

from keras_seqzoo.tuning import memory, problems

FAILS = 250


def log(folder):
    """Adds the name of a trial to the file `TOY_LOG` when its training begins."""
    if path := os.environ.get("TOY_LOG"):
        with open(path, "a", encoding="utf-8") as file:
            file.write(f"{folder.name}\n")


class ToyNetwork:
    """Has a number of weights and can be told to stop."""

    stop_training = False

    def __init__(self, units):
        self.units = units

    def count_params(self):
        return 1000 * self.units


class ToyModel:
    """Its score rises with the epochs to a height that its settings decide."""

    def __init__(self, seed, settings):
        if settings["units"] == FAILS:
            raise ValueError(f"units={FAILS} do not fit")
        self.network = ToyNetwork(settings["units"])
        self.height = 0.9 - abs(settings["units"] - 200) / 1000
        self.noise = np.random.default_rng(seed).random() / 1000
        self.score = 0.0

    def classify(self, text):
        time.sleep(self.network.units / 1e6)

    def fit(self, train, dev, out, callbacks, verbose, seed, epochs, **plan):
        near = math.exp(-abs(math.log(plan["learning_rate"] / 3e-3)) / 10)
        log(out)
        for callback in callbacks:
            callback.set_model(self.network)
        history = []
        for epoch in range(epochs):
            time.sleep(float(os.environ.get("TOY_SECONDS", 0)))
            self.score = self.height * near * (1 - 0.5 ** (epoch + 1)) + self.noise
            history.append({"score": self.score})
            for callback in callbacks:
                callback.on_train_batch_end(0)
                callback.on_epoch_end(epoch, history[-1])
            if self.network.stop_training:
                break
        return history

    def evaluate(self, dev):
        return {"accuracy": self.score}


def make(task_class, train, architecture, seed, settings):
    return ToyModel(seed, settings)


TOY = dataclasses.replace(problems.PROBLEMS["sentiment"], make=make)


def install():
    """Puts the toy in the place of sentiment, in a process of its own."""
    problems.PROBLEMS["sentiment"] = TOY
    memory.forgetting = contextlib.nullcontext
