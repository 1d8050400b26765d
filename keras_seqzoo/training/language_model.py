"""Training a language model on a running text, with checkpoints and exact resume."""

import dataclasses
import time
from pathlib import Path

import keras
import numpy as np

from keras_seqzoo.training.callbacks import callback_list
from keras_seqzoo.training.checkpoint import assign, load_checkpoint, save_checkpoint
from keras_seqzoo.training.evaluation import window_loss
from keras_seqzoo.training.interrupts import deferred_interrupt
from keras_seqzoo.training.language_model_settings import make_optimizer
from keras_seqzoo.training.streams import Streams
from keras_seqzoo.training.truncated_backpropagation import compile_training_step
from keras_seqzoo.training.zero_state import zero_state

CHECKPOINT = Path("checkpoint") / "state.npz"
PROGRESS = (
    "epoch",
    "window",
    "history",
    "best",
    "losses",
    "norms",
    "shares",
    "seconds",
)


class LanguageModelTrainer:
    """Trains a network on a text and remembers its best weights on another.

    Args:
        network: Model from `[tokens, *states]` to `[logits, *states]`.
        ids: Integer array, the text to train on.
        dev_ids: Integer array, the text by which the best epoch is chosen.
        settings: `LanguageModelSettings`.
        out: Folder for the checkpoint, or `None`.
        checkpoint_minutes: Time between checkpoints within an epoch; one is written at
            the end of every epoch too.
        verbose: 0 for silence, 1 for a progress bar, 2 for one line an epoch.
        callbacks: `keras.callbacks.Callback`s.
    """

    def __init__(
        self,
        network,
        ids,
        dev_ids,
        settings,
        out=None,
        checkpoint_minutes=5,
        verbose=1,
        callbacks=(),
    ):
        self.network = network
        self.callbacks = callback_list(callbacks, network)
        self.dev_ids = dev_ids
        self.settings = settings
        self.path = None if out is None else Path(out) / CHECKPOINT
        self.checkpoint_minutes = checkpoint_minutes
        self.verbose = verbose
        self.streams = Streams(
            ids,
            settings.batch_size,
            settings.sequence_length,
            settings.reset_rate,
            settings.unknown_rate,
            settings.seed,
        )
        self.optimizer = make_optimizer(settings, self.total_steps())
        self.optimizer.build(network.trainable_variables)
        self.step = compile_training_step(
            network, self.optimizer, settings.clip_norm, settings.clip_value
        )
        self.epoch, self.history, self.best = 0, [], None
        self.best_weights = [np.array(w) for w in network.get_weights()]
        self.start_epoch()

    def total_steps(self):
        return sum(self.streams.num_windows(e) for e in range(self.settings.epochs))

    def start_epoch(self):
        self.window = 0
        self.states = zero_state(self.network, self.settings.batch_size)
        self.losses, self.norms, self.shares, self.seconds = [], [], [], 0.0

    def train(self):
        """Runs until the last epoch, from the checkpoint on if there is one.

        At the end the network holds the weights of the best epoch.

        Returns:
            List of dicts, one an epoch.

        Raises:
            KeyboardInterrupt: If interrupted; a checkpoint is written first.
        """
        self.resume()
        with deferred_interrupt() as stop_asked:
            self.callbacks.on_train_begin()
            while not self.finished():
                self.run_epoch(stop_asked)
                self.end_epoch()
            self.callbacks.on_train_end()
        self.network.set_weights(self.best_weights)
        return self.history

    def finished(self):
        stopped = getattr(self.network, "stop_training", False)
        return stopped or self.epoch >= self.settings.epochs

    def run_epoch(self, stop_asked):
        saved = time.monotonic()
        bar = self.progress()
        for window in self.streams.windows(self.epoch, first=self.window):
            self.run_window(window)
            bar.update(self.window, [("loss", self.losses[-1])], finalize=False)
            self.callbacks.on_train_batch_end(self.window, {"loss": self.losses[-1]})
            due = time.monotonic() - saved > 60 * self.checkpoint_minutes
            if stop_asked() or due:
                self.save()
                saved = time.monotonic()
            if stop_asked():
                raise KeyboardInterrupt(f"Stopped in epoch {self.epoch + 1}.")

    def run_window(self, window):
        begun = time.monotonic()
        loss, norm, share, self.states = self.step(*window, self.states)
        self.losses.append(float(loss))
        self.norms.append(float(norm))
        self.shares.append(float(share))
        self.seconds += time.monotonic() - begun
        self.window += 1

    def end_epoch(self):
        settings = self.settings
        loss = window_loss(
            self.network, self.dev_ids, settings.dev_windows, settings.dev_length
        )
        if self.best is None or loss < self.best:
            self.best, self.best_weights = loss, self.network.get_weights()
        self.history.append(self.summary(loss))
        if self.verbose:
            print(describe(self.history[-1], settings.epochs), flush=True)
        self.epoch += 1
        self.start_epoch()
        self.save()
        self.callbacks.on_epoch_end(self.epoch - 1, self.history[-1])

    def summary(self, dev_loss):
        norms = np.array(self.norms)
        return {
            "epoch": self.epoch + 1,
            "loss": float(np.mean(self.losses)),
            "dev_loss": float(dev_loss),
            "gradient_norm": float(norms.mean()),
            "clipped_share": float(np.mean(norms > self.settings.clip_norm)),
            "clipped_entries": float(np.mean(self.shares)),
            "learning_rate": float(self.optimizer.learning_rate),
            "seconds": self.seconds,
        }

    def progress(self):
        print_bar = 1 if self.verbose == 1 else 0
        total = self.streams.num_windows(self.epoch)
        return keras.utils.Progbar(total, verbose=print_bar)

    def save(self):
        if self.path is None:
            return
        groups = {
            "network": self.network.variables,
            "optimizer": self.optimizer.variables,
            "states": self.states,
            "best": self.best_weights,
        }
        save_checkpoint(self.path, groups, self.facts())

    def facts(self):
        return {
            "settings": dataclasses.asdict(self.settings),
            "text": [len(self.streams.ids), int(self.streams.ids.sum(dtype=np.int64))],
            **{name: getattr(self, name) for name in PROGRESS},
        }

    def resume(self):
        """Goes back to the state of the checkpoint, if there is one."""
        if self.path is None or not self.path.exists():
            return
        groups, facts = load_checkpoint(self.path)
        self.check_same_run(facts)
        assign(self.network.variables, groups["network"], "network")
        assign(self.optimizer.variables, groups["optimizer"], "optimizer")
        self.states, self.best_weights = groups["states"], groups["best"]
        for name in PROGRESS:
            setattr(self, name, facts[name])

    def check_same_run(self, facts):
        for name in ("settings", "text"):
            own = self.facts()[name]
            if facts[name] != own:
                raise ValueError(
                    f"{self.path} is of a run with other {name}: {facts[name]}, here "
                    f"{own}. Use the same, or another folder `out`."
                )


def describe(summary, epochs):
    return (
        f"epoch {summary['epoch']}/{epochs}: loss {summary['loss']:.4f}, "
        f"dev {summary['dev_loss']:.4f}, clipped {summary['clipped_share']:.0%}, "
        f"gradient norm {summary['gradient_norm']:.2f}, {summary['seconds']:.0f} s"
    )
