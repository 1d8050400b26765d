"""What the moving average of the weights is, and that training goes on without it."""

import dataclasses

import keras
import numpy as np
from backend_marks import needs_tensorflow
from toy_trainer import IDS, SETTINGS, trainer

from keras_seqzoo.training.averaged_weights import averaged_weights
from keras_seqzoo.training.evaluation import window_loss

pytestmark = needs_tensorflow

MOMENTUM = 0.8
PLAIN = dataclasses.replace(SETTINGS, epochs=2)
AVERAGED = dataclasses.replace(PLAIN, averaging=MOMENTUM)


class Recorder(keras.callbacks.Callback):
    """Keeps the weights after each batch, and those that an end of epoch sees."""

    def __init__(self):
        super().__init__()
        self.after_batches, self.at_ends = [], []

    def on_train_batch_end(self, batch, logs=None):
        self.after_batches.append(copied(self.model))

    def on_epoch_end(self, epoch, logs=None):
        self.at_ends.append(copied(self.model))


def copied(network):
    return [np.array(weight) for weight in network.get_weights()]


def moving_average(weights):
    """The equation of the average in float64, over a list of lists of arrays."""
    average = [w.astype("float64") for w in weights[0]]
    for step in weights[1:]:
        pairs = zip(average, step, strict=True)
        average = [MOMENTUM * a + (1 - MOMENTUM) * w for a, w in pairs]
    return average


def assert_close(found, expected):
    for left, right in zip(found, expected, strict=True):
        np.testing.assert_allclose(left, right, atol=1e-6)


def test_an_epoch_ends_on_the_moving_average_of_all_steps():
    recorder = Recorder()
    run = trainer(settings=AVERAGED, callbacks=[recorder])
    run.run_epoch(lambda: False)
    run.end_epoch()
    expected = moving_average(recorder.after_batches)
    assert_close(recorder.at_ends[0], expected)
    assert_close(run.best_weights, expected)
    assert not np.allclose(run.best_weights[0], recorder.after_batches[-1][0])


def test_training_goes_on_from_the_weights_themselves():
    recorder, plain = Recorder(), Recorder()
    trainer(settings=AVERAGED, callbacks=[recorder]).train()
    trainer(settings=PLAIN, callbacks=[plain]).train()
    for left, right in zip(recorder.after_batches, plain.after_batches, strict=True):
        assert_close(left, right)


def test_the_loss_of_an_epoch_is_that_of_the_average():
    recorder = Recorder()
    run = trainer(settings=AVERAGED, callbacks=[recorder])
    history = run.train()
    for epoch, weights in zip(history, recorder.at_ends, strict=True):
        run.network.set_weights(weights)
        loss = window_loss(run.network, IDS, AVERAGED.dev_windows, AVERAGED.dev_length)
        np.testing.assert_allclose(loss, epoch["dev_loss"], rtol=1e-6)


def test_without_an_average_the_weights_stay():
    run = trainer()
    before = copied(run.network)
    with averaged_weights(run.network, run.optimizer):
        assert_close(copied(run.network), before)


def test_the_weights_come_back_after_an_error():
    run = trainer(settings=AVERAGED)
    run.run_epoch(lambda: False)
    before = copied(run.network)
    try:
        with averaged_weights(run.network, run.optimizer):
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        assert_close(copied(run.network), before)
