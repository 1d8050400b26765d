"""An interrupted training goes on exactly, from no checkpoint but its own."""

import dataclasses
import os
import signal

import keras
import numpy as np
import pytest
from backend_marks import needs_tensorflow
from toy_trainer import CONFIG, IDS, SETTINGS, trainer, without_time

from keras_seqzoo.models import build
from keras_seqzoo.models.char_lm_lstm import build_char_lm_lstm
from keras_seqzoo.training.checkpoint import load_checkpoint
from keras_seqzoo.training.language_model import LanguageModelTrainer
from keras_seqzoo.training.language_model_checkpoint import CHECKPOINT

pytestmark = needs_tensorflow


class StopsAfter(LanguageModelTrainer):
    """Sends itself the signal of Ctrl-C in the middle of a window."""

    def run_window(self, window):
        super().run_window(window)
        if (self.progress.epoch, self.progress.window) == (1, 4):
            os.kill(os.getpid(), signal.SIGINT)


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


def check_exact_resume(run, out):
    """A `run(out, kind)` that is interrupted ends as one that is not."""
    whole = run()
    expected = whole.train()
    with pytest.raises(KeyboardInterrupt):
        run(out, StopsAfter).train()
    resumed = run(out)
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

    check_exact_resume(run, tmp_path)


@pytest.mark.parametrize(
    "change", [{"averaging": 0.9}, {"optimizer": "sgd", "final_rate": 1.0}]
)
def test_every_optimizer_goes_on_to_the_same_weights(tmp_path, change):
    settings = dataclasses.replace(SETTINGS, **change)

    def run(out=None, kind=LanguageModelTrainer):
        keras.utils.set_random_seed(0)
        return kind(build_char_lm_lstm(CONFIG), IDS, IDS, settings, out, verbose=0)

    check_exact_resume(run, tmp_path)


def test_a_run_that_keeps_averages_goes_on_from_the_end_of_an_epoch(tmp_path):
    settings = dataclasses.replace(SETTINGS, averaging=0.9)
    whole = trainer(settings=settings)
    expected = whole.train()
    stopped = trainer(tmp_path, settings)
    stopped.run_epoch(lambda: False)
    stopped.end_epoch()
    resumed = trainer(tmp_path, settings, seed=99)
    assert without_time(resumed.train()) == without_time(expected)


def test_a_finished_run_is_not_repeated(tmp_path):
    first = trainer(tmp_path)
    history = first.train()
    again = trainer(tmp_path, seed=5)
    assert again.train() == history
    np.testing.assert_array_equal(
        again.network.get_weights()[0], first.network.get_weights()[0]
    )


def test_checkpoints_are_written_within_an_epoch(tmp_path):
    run = trainer(tmp_path, checkpoint_minutes=0)
    windows = run.streams.windows
    run.streams.windows = lambda epoch, first: list(windows(epoch, first))[:2]
    run.run_epoch(lambda: False)
    assert load_checkpoint(tmp_path / CHECKPOINT)[1]["progress"]["window"] == 2


@pytest.mark.parametrize(
    "change",
    [
        {"settings": dataclasses.replace(SETTINGS, learning_rate=0.03)},
        {"settings": dataclasses.replace(SETTINGS, averaging=0.5)},
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


def test_settings_that_came_later_refuse_no_older_checkpoint(tmp_path):
    """It lacks them, as does a newer one where they are as before they came."""
    before = trainer(tmp_path).checkpoint
    assert not {"optimizer", "final_rate", "averaging"} & set(before.run["settings"])
    before.save()
    trainer(tmp_path).checkpoint.resume()
    changed = dataclasses.replace(SETTINGS, averaging=0.5)
    with pytest.raises(ValueError, match="other settings"):
        trainer(tmp_path, settings=changed).checkpoint.resume()
