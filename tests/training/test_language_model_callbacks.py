"""Callbacks are told what Keras tells them, and may stop the training."""

import dataclasses

import keras
import numpy as np
from backend_marks import needs_tensorflow
from toy_trainer import IDS, SETTINGS, trainer

from keras_seqzoo.training.language_model import LanguageModelTrainer

pytestmark = needs_tensorflow


class Recorder(keras.callbacks.Callback):
    """Notes what it is told, and stops the training after an epoch if asked to."""

    def __init__(self, last=None):
        super().__init__()
        self.last, self.told = last, []

    def on_epoch_begin(self, epoch, logs=None):
        self.told.append(("epoch", epoch))

    def on_train_batch_begin(self, batch, logs=None):
        self.told.append(("batch", batch))

    def on_train_batch_end(self, batch, logs=None):
        self.told.append(("loss", np.isfinite(logs["loss"])))

    def on_epoch_end(self, epoch, logs=None):
        self.told.append(("end", logs["epoch"]))
        self.model.stop_training = epoch == self.last


def test_callbacks_are_told_as_keras_tells_them():
    recorder = Recorder()
    short = dataclasses.replace(SETTINGS, epochs=2, sequence_length=200)
    trainer(settings=short, callbacks=[recorder]).train()
    epochs = [
        [("epoch", e), ("batch", 0), ("loss", True), ("end", e + 1)] for e in (0, 1)
    ]
    assert recorder.told == sum(epochs, [])


def test_a_stopped_run_stays_stopped_and_the_network_can_train_again(tmp_path):
    first = trainer(tmp_path, callbacks=[Recorder(last=0)])
    assert len(first.train()) == 1
    assert len(trainer(tmp_path).train()) == 1
    again = LanguageModelTrainer(first.network, IDS, IDS, SETTINGS, verbose=0)
    assert len(again.train()) == SETTINGS.epochs
