"""Ctrl-C in a training waits for a safe place and is not lost."""

import os
import signal
import threading

import keras
import pytest
from backend_marks import needs_tensorflow
from toy_trainer import SETTINGS, trainer

from keras_seqzoo.training.interrupts import deferred_interrupt

pytestmark = needs_tensorflow


def test_an_interrupt_at_the_very_end_is_not_lost(tmp_path):
    class Interrupts(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            if epoch == SETTINGS.epochs - 1:
                os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        trainer(tmp_path, callbacks=[Interrupts()]).train()
    assert len(trainer(tmp_path).train()) == SETTINGS.epochs


def test_a_second_interrupt_is_not_deferred():
    with pytest.raises(KeyboardInterrupt):
        with deferred_interrupt() as stop_asked:
            os.kill(os.getpid(), signal.SIGINT)
            assert stop_asked()
            os.kill(os.getpid(), signal.SIGINT)


def test_the_handler_of_interrupts_is_put_back():
    before = signal.getsignal(signal.SIGINT)
    with deferred_interrupt() as stop_asked:
        assert signal.getsignal(signal.SIGINT) is not before
        assert not stop_asked()
    assert signal.getsignal(signal.SIGINT) is before


def test_other_threads_train_without_a_handler():
    before, seen = signal.getsignal(signal.SIGINT), []

    def body():
        with deferred_interrupt() as stop_asked:
            seen.append((signal.getsignal(signal.SIGINT), stop_asked()))

    thread = threading.Thread(target=body)
    thread.start()
    thread.join()
    assert seen == [(before, False)]
