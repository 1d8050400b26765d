"""Training a language model on a running text, with checkpoints and exact resume."""

import time

import keras
import numpy as np

from keras_seqzoo.generation.states import zero_state
from keras_seqzoo.training.averaged_weights import averaged_weights
from keras_seqzoo.training.callbacks import callback_list
from keras_seqzoo.training.evaluation import window_loss
from keras_seqzoo.training.interrupts import deferred_interrupt
from keras_seqzoo.training.language_model_checkpoint import LanguageModelCheckpoint
from keras_seqzoo.training.language_model_checks import finite, long_enough
from keras_seqzoo.training.language_model_progress import Progress, describe
from keras_seqzoo.training.language_model_settings import make_optimizer
from keras_seqzoo.training.streams import Streams
from keras_seqzoo.training.truncated_backpropagation import compile_training_step


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
        identity: String that tells the model from others; a checkpoint of another
            model, other texts or settings is refused.

    Raises:
        keras_seqzoo.data.errors.UnusableData: If a text is too short.
        RuntimeError: If Keras does not run on TensorFlow.
        TypeError: If `callbacks` are no callbacks.
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
        identity="",
    ):
        self.network = network
        network.stop_training = False
        self.callbacks = callback_list(callbacks, network)
        self.dev_ids = long_enough(dev_ids, settings.dev_length)
        self.settings = settings
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
        self.checkpoint = LanguageModelCheckpoint(self, out, identity)
        self.progress = Progress()
        self.states = zero_state(network, settings.batch_size)
        self.best_weights = [np.array(w) for w in network.get_weights()]

    def total_steps(self):
        return sum(self.streams.num_windows(e) for e in range(self.settings.epochs))

    def train(self):
        """Runs until the last epoch, from the checkpoint on if there is one.

        At the end the network holds the weights of the best epoch.

        Returns:
            List of dicts, one an epoch.

        Raises:
            KeyboardInterrupt: If interrupted; a checkpoint is written first.
            ValueError: If the checkpoint is of another run, or a loss is not finite.
        """
        self.checkpoint.resume()
        with deferred_interrupt() as stop_asked:
            self.callbacks.on_train_begin()
            while not self.finished():
                self.run_epoch(stop_asked)
                self.end_epoch()
                if stop_asked():
                    raise KeyboardInterrupt(
                        f"Stopped after epoch {self.progress.epoch}."
                    )
            self.callbacks.on_train_end()
        self.network.set_weights(self.best_weights)
        return self.progress.history

    def finished(self):
        return self.progress.stopped or self.progress.epoch >= self.settings.epochs

    def run_epoch(self, stop_asked):
        epoch, saved = self.progress.epoch, time.monotonic()
        bar = self.bar()
        self.callbacks.on_epoch_begin(epoch)
        for window in self.streams.windows(epoch, first=self.progress.window):
            self.run_window(window)
            loss = self.progress.losses[-1]
            bar.update(self.progress.window, [("loss", loss)], finalize=False)
            due = time.monotonic() - saved > 60 * self.checkpoint_minutes
            if stop_asked() or due:
                self.checkpoint.save()
                saved = time.monotonic()
            if stop_asked():
                raise KeyboardInterrupt(f"Stopped in epoch {epoch + 1}.")

    def run_window(self, window):
        begun, number = time.monotonic(), self.progress.window
        self.callbacks.on_train_batch_begin(number)
        loss, norm, share, self.states = self.step(*window, self.states)
        loss = finite(float(loss), "loss", self.progress.epoch)
        seconds = time.monotonic() - begun
        self.progress.record(loss, float(norm), float(share), seconds)
        self.callbacks.on_train_batch_end(number, {"loss": loss})

    def end_epoch(self):
        with averaged_weights(self.network, self.optimizer):
            self.judge_epoch()
        self.checkpoint.save()

    def judge_epoch(self):
        summary = self.progress.summary(
            self.dev_loss(),
            self.settings.clip_norm,
            float(self.optimizer.learning_rate),
        )
        before = self.progress.best
        if before is None or summary["dev_loss"] < before:
            self.best_weights = self.network.get_weights()
        if self.verbose:
            print(describe(summary, self.settings.epochs), flush=True)
        self.progress = self.progress.next_epoch(summary)
        self.states = zero_state(self.network, self.settings.batch_size)
        self.callbacks.on_epoch_end(summary["epoch"] - 1, summary)
        self.progress.stopped = bool(self.network.stop_training)

    def dev_loss(self):
        loss = window_loss(
            self.network,
            self.dev_ids,
            self.settings.dev_windows,
            self.settings.dev_length,
        )
        return finite(loss, "loss on the development text", self.progress.epoch)

    def bar(self):
        print_bar = 1 if self.verbose == 1 else 0
        total = self.streams.num_windows(self.progress.epoch)
        return keras.utils.Progbar(total, verbose=print_bar)
