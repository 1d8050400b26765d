"""One trial: a model is made, measured, trained and scored."""

import dataclasses
import math
import statistics
import time
from pathlib import Path
from typing import Any

import keras

from keras_seqzoo.tuning.plan import SearchPlan
from keras_seqzoo.tuning.problems import Problem
from keras_seqzoo.tuning.space import Space

WARM_UP, TIMED = 3, 20


class OutOfTime(Exception):
    """The budget of the search is used up; the trial is to be run again."""


class Infeasible(Exception):
    """The network is larger or slower than the search allows."""


@dataclasses.dataclass(frozen=True)
class Job:
    """All that a trial needs but its settings.

    `given` are arguments for the making of the model, such as word vectors.
    """

    task_class: type
    architecture: str
    problem: Problem
    space: Space
    plan: SearchPlan
    train: Any
    dev: Any
    given: dict
    folder: Path


class Watch(keras.callbacks.Callback):
    """Reports each epoch, and ends the training when it is told to.

    Args:
        report: Function of the number of the epoch and its score that returns whether
            the training is hopeless.
        check: Function that raises `OutOfTime` when it is time.
        score: Name of the score in the logs.
    """

    def __init__(self, report, check, score):
        super().__init__()
        self.report, self.check, self.score = report, check, score
        self.pruned = False

    def on_train_batch_end(self, batch, logs=None):
        self.check()

    def on_epoch_end(self, epoch, logs=None):
        self.pruned = self.report(epoch + 1, logs[self.score])
        self.model.stop_training = self.pruned
        self.check()


def run_trial(job, settings, seed, folder, report, check):
    """Trains a model and returns what was measured.

    Args:
        job: `Job`.
        settings: Settings of the architecture and of the training.
        seed: Seed of the first weights and of the training.
        folder: Folder of a checkpoint, from which an interrupted trial goes on.
        report: As for `Watch`.
        check: As for `Watch`.

    Returns:
        Dict of numbers: the scores on development data, `parameters`, `latency_ms`,
        `epochs` and `seconds`; `pruned` if the training was hopeless.

    Raises:
        OutOfTime: If `check` does.
        Infeasible: If the network is too large or too slow.
        ValueError: If the training fails.
    """
    started = time.monotonic()
    config, training = job.space.split(settings)
    model = job.problem.make(
        job.task_class, job.train, job.architecture, seed, job.given | config
    )
    measured = feasible(job.plan, measure(job, model))
    watch = Watch(report, check, job.problem.progress[0])
    history = model.fit(
        job.train,
        job.dev,
        out=folder,
        callbacks=[watch],
        verbose=0,
        seed=seed,
        **training,
    )
    scores = finite(model.evaluate(job.dev))
    cut_short = watch.pruned and len(history) < training["epochs"]
    pruned = {"pruned": 1.0} if cut_short else {}
    seconds = time.monotonic() - started
    return scores | measured | pruned | {"epochs": len(history), "seconds": seconds}


def measure(job, model):
    """Returns the number of weights and the milliseconds that one answer takes."""
    answer = job.problem.answer(model, job.dev)
    seconds = [timed(answer) for _ in range(WARM_UP + TIMED)][WARM_UP:]
    return {
        "parameters": model.network.count_params(),
        "latency_ms": 1000 * statistics.median(seconds),
    }


def timed(call):
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def feasible(plan, measured):
    for name, limit in (
        ("parameters", plan.max_parameters),
        ("latency_ms", plan.max_latency_ms),
    ):
        if limit is not None and measured[name] > limit:
            raise Infeasible(f"{name} {measured[name]:.6g}, more than {limit:.6g}")
    return measured


def finite(scores):
    for name, value in scores.items():
        if not math.isfinite(value):
            raise ValueError(f"The score {name} became {value}.")
    return scores
