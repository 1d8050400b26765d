"""The training loop of the word-level tasks: early stopping, averaging, resume."""

import contextlib
from dataclasses import dataclass, field

import numpy as np

from keras_seqzoo.configuration import told_apart
from keras_seqzoo.models.training_plan import make_optimizer
from keras_seqzoo.models.word_checkpoint import Checkpoint, copies
from keras_seqzoo.models.word_network import jit_compile
from keras_seqzoo.training.callbacks import callback_list
from keras_seqzoo.training.checkpoint import assign, digest
from keras_seqzoo.training.data_parallel import DataParallel, OneDevice


@dataclass
class Progress:
    """Where a training run stands; `score` is `None` without development data."""

    epoch: int = 0
    best_epoch: int = 0
    best_score: float | None = None
    history: list = field(default_factory=list)


def fit_network(
    network,
    loss,
    batches,
    score,
    plan,
    folder=None,
    callbacks=(),
    verbose=1,
    optimizer=make_optimizer,
    strategy=None,
    identity=str,
    follow_up=lambda: None,
):
    """Trains a network in place and leaves it with the weights of its best epoch.

    Args:
        network: `keras.Model`.
        loss: A `keras.losses.Loss`.
        batches: Function from an epoch's number to a list of `(inputs, targets)`.
        score: Function without arguments that returns the score on development data,
            the higher the better, or `None` if there is no such data.
        plan: `TrainingPlan`.
        folder: Where to keep a checkpoint while the training runs. If one of the same
            run is there, training goes on from it as if it had not been interrupted.
        callbacks: `keras.callbacks.Callback`s.
        verbose: 0 for silence, 1 for a progress bar, 2 for a line an epoch.
        optimizer: Function of the plan and the number of steps an epoch.
        strategy: `tf.distribute.Strategy` whose replicas share each batch, or `None`.
        identity: Function without arguments that returns what tells the run from those
            of other models or data, a `fingerprint`; called if there is a folder.
        follow_up: Function without arguments that runs on the best weights while the
            checkpoint is still there.

    Returns:
        A list with a dict for each epoch: `loss` and, with development data, `score`.

    Raises:
        TypeError: If `callbacks` are no callbacks.
        ValueError: If the loss is not finite, or the checkpoint is of another run.
    """
    steps = len(batches(0))
    trainer = make_trainer(network, lambda: optimizer(plan, steps), loss, strategy)
    run = {"plan": told_apart(plan), "steps": steps}
    if folder is not None:
        run |= {"identity": identity(), "start": digest(network.get_weights())}
    checkpoint = Checkpoint(folder, trainer.network, run)
    progress = Progress(**checkpoint.restore())
    reporter = callback_list(
        callbacks,
        network,
        add_progbar=verbose > 0,
        verbose=verbose,
        epochs=plan.epochs,
        steps=steps,
    )
    reporter.on_train_begin()
    while not finished(progress, plan, network):
        logs = run_epoch(trainer, batches(progress.epoch), progress.epoch, reporter)
        progress = after_epoch(trainer, progress, logs, score, checkpoint)
        reporter.on_epoch_end(progress.epoch - 1, progress.history[-1])
        checkpoint.save(vars(progress))
    checkpoint.use_best()
    trainer.share()
    follow_up()
    checkpoint.remove()
    reporter.on_train_end()
    return progress.history


def make_trainer(network, optimizer, loss, strategy):
    """Returns what trains the network: on one device, or on those of a strategy."""
    if strategy is None:
        return OneDevice(network, optimizer(), loss, jit_compile())
    return DataParallel(network, optimizer, loss, strategy)


def finished(progress, plan, network):
    stale = progress.best_score is not None and (
        progress.epoch - progress.best_epoch >= plan.patience
    )
    return (
        progress.epoch >= plan.epochs or stale or getattr(network, "stop_training", 0)
    )


def run_epoch(trainer, batches, epoch, reporter):
    """Trains on each batch once; returns `{"loss": mean loss}`."""
    reporter.on_epoch_begin(epoch)
    losses = []
    for step, (inputs, targets) in enumerate(batches):
        reporter.on_train_batch_begin(step)
        losses.append(trainer.train(inputs, targets))
        reporter.on_train_batch_end(step, {"loss": float(np.mean(losses))})
    loss = float(np.mean(losses))
    if not np.isfinite(loss):
        raise ValueError(
            f"The loss became {loss} in epoch {epoch + 1}. "
            "Lower `learning_rate` or `gradient_norm`."
        )
    return {"loss": loss}


def after_epoch(trainer, progress, logs, score, checkpoint):
    """Scores the averaged weights and keeps them if they are the best so far."""
    with averaged_weights(trainer.network):
        trainer.share()
        value = score()
        best = value is None or is_best(value, progress)
        if best:
            checkpoint.keep_best()
    epoch = progress.epoch + 1
    return Progress(
        epoch,
        epoch if best else progress.best_epoch,
        value if best else progress.best_score,
        [*progress.history, logs if value is None else {**logs, "score": value}],
    )


def is_best(value, progress):
    """Whether a score is above all, or like all: then nothing tells them apart yet."""
    before = [logs["score"] for logs in progress.history]
    return not before or value > progress.best_score or set(before) == {value}


@contextlib.contextmanager
def averaged_weights(network):
    """Gives the network its averaged weights, then those it is trained with.

    The averages are copied, for the optimizer's own must not share memory with weights
    that a compiled step may consume.
    """
    weights = network.trainable_variables
    trained = copies(weights)
    network.optimizer.finalize_variable_values(weights)
    assign(weights, copies(weights))
    try:
        yield
    finally:
        assign(weights, trained)
