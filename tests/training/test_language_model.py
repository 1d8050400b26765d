"""Training: it learns, it can be interrupted, and it goes on exactly."""

import dataclasses
import os
import signal
import threading

import keras
import numpy as np
import pytest

from keras_seqzoo.data.errors import UnusableData
from keras_seqzoo.models import build
from keras_seqzoo.models.char_lm_lstm import CharLMLSTMConfig, build_char_lm_lstm
from keras_seqzoo.training.checkpoint import load_checkpoint
from keras_seqzoo.training.interrupts import deferred_interrupt
from keras_seqzoo.training.language_model import LanguageModelTrainer
from keras_seqzoo.training.language_model_checkpoint import CHECKPOINT
from keras_seqzoo.training.language_model_settings import LanguageModelSettings

pytestmark = pytest.mark.skipif(
    keras.backend.backend() != "tensorflow", reason="training needs TensorFlow"
)

IDS = np.tile([2, 3, 4, 5, 2, 4], 120)
CONFIG = CharLMLSTMConfig(
    vocabulary_size=6, embedding_dim=4, units=8, num_layers=1, dropout=0.2
)
SETTINGS = LanguageModelSettings(
    epochs=3,
    batch_size=4,
    sequence_length=16,
    learning_rate=0.02,
    warmup_steps=4,
    dev_windows=4,
    dev_length=20,
)


def trainer(out=None, settings=SETTINGS, ids=IDS, dev_ids=IDS, seed=0, **options):
    keras.utils.set_random_seed(seed)
    return LanguageModelTrainer(
        build_char_lm_lstm(CONFIG), ids, dev_ids, settings, out, verbose=0, **options
    )


class StopsAfter(LanguageModelTrainer):
    """Sends itself the signal of Ctrl-C in the middle of a window."""

    def run_window(self, window):
        super().run_window(window)
        if (self.progress.epoch, self.progress.window) == (1, 4):
            os.kill(os.getpid(), signal.SIGINT)


def without_time(history):
    return [{k: v for k, v in epoch.items() if k != "seconds"} for epoch in history]


def test_it_learns_a_pattern():
    longer = LanguageModelSettings(
        **{**vars(SETTINGS), "epochs": 8, "learning_rate": 0.1}
    )
    history = trainer(settings=longer).train()
    assert [epoch["epoch"] for epoch in history] == list(range(1, 9))
    assert history[-1]["dev_loss"] < 0.5 * np.log(4)


def test_the_same_seed_gives_the_same_run():
    assert without_time(trainer().train()) == without_time(trainer().train())


def test_an_interrupted_run_goes_on_to_the_same_losses(tmp_path):
    whole = trainer()
    expected = whole.train()

    keras.utils.set_random_seed(0)
    stopped = StopsAfter(
        build_char_lm_lstm(CONFIG), IDS, IDS, SETTINGS, tmp_path, verbose=0
    )
    with pytest.raises(KeyboardInterrupt):
        stopped.train()
    _, facts = load_checkpoint(tmp_path / CHECKPOINT)
    assert facts["progress"]["epoch"] == 1 and facts["progress"]["window"] == 4

    resumed = trainer(tmp_path, seed=99)
    assert without_time(resumed.train()) == without_time(expected)
    for left, right in zip(
        resumed.network.get_weights(), whole.network.get_weights(), strict=True
    ):
        np.testing.assert_array_equal(left, right)


@pytest.mark.parametrize("architecture", ["char_lm_gru", "char_lm_min", "word_lm_awd"])
def test_every_architecture_goes_on_to_the_same_weights(tmp_path, architecture):
    def run(out=None, kind=LanguageModelTrainer):
        keras.utils.set_random_seed(0)
        network = build(architecture, vocabulary_size=6, units=8, num_layers=1)
        return kind(network, IDS, IDS, SETTINGS, out, verbose=0)

    whole = run()
    expected = whole.train()
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, StopsAfter).train()
    resumed = run(tmp_path)
    assert without_time(resumed.train()) == without_time(expected)
    for left, right in zip(
        resumed.network.get_weights(), whole.network.get_weights(), strict=True
    ):
        np.testing.assert_array_equal(left, right)


def test_a_finished_run_is_not_repeated(tmp_path):
    first = trainer(tmp_path)
    history = first.train()
    again = trainer(tmp_path, seed=5)
    assert again.train() == history
    np.testing.assert_array_equal(
        again.network.get_weights()[0], first.network.get_weights()[0]
    )


def test_the_weights_of_the_best_epoch_are_put_back():
    run = trainer(settings=LanguageModelSettings(
        epochs=2, batch_size=4, sequence_length=16, dev_windows=4, dev_length=20
    ))  # fmt: skip
    run.run_epoch(lambda: False)
    run.end_epoch()
    best = run.network.get_weights()
    run.progress.best = -1.0
    run.train()
    for left, right in zip(run.network.get_weights(), best, strict=True):
        np.testing.assert_array_equal(left, right)


def test_checkpoints_are_written_within_an_epoch(tmp_path):
    run = trainer(tmp_path, checkpoint_minutes=0)
    windows = run.streams.windows
    run.streams.windows = lambda epoch, first: list(windows(epoch, first))[:2]
    run.run_epoch(lambda: False)
    assert load_checkpoint(tmp_path / CHECKPOINT)[1]["progress"]["window"] == 2


def test_the_share_of_clipped_steps_is_reported():
    tight = LanguageModelSettings(**{**vars(SETTINGS), "clip_norm": 1e-6, "epochs": 1})
    loose = LanguageModelSettings(**{**vars(SETTINGS), "clip_norm": 1e6, "epochs": 1})
    assert trainer(settings=tight).train()[0]["clipped_share"] == 1.0
    assert trainer(settings=loose).train()[0]["clipped_share"] == 0.0


def test_entries_of_the_gradient_are_clipped_and_counted():
    tight = LanguageModelSettings(**{**vars(SETTINGS), "clip_value": 1e-9, "epochs": 1})
    loose = LanguageModelSettings(**{**vars(SETTINGS), "clip_value": 1e9, "epochs": 1})
    (clipped,) = trainer(settings=tight).train()
    (whole,) = trainer(settings=loose).train()
    assert clipped["clipped_entries"] > 0.5 and whole["clipped_entries"] == 0
    assert clipped["gradient_norm"] <= 1e-9 * np.sqrt(
        build_char_lm_lstm(CONFIG).count_params()
    )


def test_the_learning_rate_warms_up_and_falls_to_zero():
    run = trainer()
    rate, total = run.optimizer._learning_rate, run.total_steps()
    assert float(rate(0)) == 0.0
    assert float(rate(4)) == pytest.approx(0.02)
    middle = 4 + (total - 4) / 2
    assert float(rate(middle)) == pytest.approx(0.01, rel=1e-3)
    assert float(rate(total)) == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize(
    "change",
    [
        {"settings": dataclasses.replace(SETTINGS, learning_rate=0.03)},
        {"ids": IDS[::-1].copy()},
        {"dev_ids": IDS[::-1].copy()},
        {"identity": "another model"},
    ],
)
def test_the_checkpoint_of_another_run_is_refused(tmp_path, change):
    trainer(tmp_path).checkpoint.save()
    trainer(tmp_path).checkpoint.resume()
    with pytest.raises(ValueError, match="another folder `out`"):
        trainer(tmp_path, **change).train()


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


def test_an_interrupt_at_the_very_end_is_not_lost(tmp_path):
    class Interrupts(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            if epoch == SETTINGS.epochs - 1:
                os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        trainer(tmp_path, callbacks=[Interrupts()]).train()
    assert len(trainer(tmp_path).train()) == SETTINGS.epochs


@pytest.mark.parametrize("place", ["training", "development"])
def test_a_loss_that_is_not_finite_ends_the_run(place):
    run = trainer()
    broken = [np.full(w.shape, np.nan) for w in run.network.get_weights()]
    if place == "training":
        run.network.set_weights(broken)
    else:
        run.run_epoch = lambda stop_asked: run.network.set_weights(broken)
        run.progress.record(1.0, 1.0, 0.0, 0.0)
    with pytest.raises(ValueError, match="became nan in epoch 1"):
        run.train()


def test_texts_that_are_too_short_are_told_at_once():
    with pytest.raises(UnusableData, match="more than `dev_length` = 20"):
        trainer(dev_ids=IDS[:20])
    with pytest.raises(UnusableData, match="at least `batch_size` \\+ 1 = 5"):
        trainer(ids=IDS[:4])


@pytest.mark.parametrize(
    "name, value",
    [
        ("epochs", 0),
        ("batch_size", -1),
        ("sequence_length", 1),
        ("learning_rate", 0.0),
        ("learning_rate", float("nan")),
        ("clip_norm", 0.0),
        ("reset_rate", 1.5),
        ("warmup_steps", -1),
        ("epochs", "3"),
        ("epochs", 2.5),
        ("seed", -1),
        ("clip_value", 0),
    ],
)
def test_settings_are_checked(name, value):
    with pytest.raises(ValueError, match=f"`{name}` must be"):
        LanguageModelSettings(**{name: value})


def test_settings_may_be_of_numpy():
    settings = LanguageModelSettings(epochs=np.int64(3), learning_rate=np.float32(0.5))
    assert settings == LanguageModelSettings(epochs=3, learning_rate=0.5)
    assert type(settings.epochs) is int


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
