"""What the settings of a training do, and the values that they refuse."""

import dataclasses

import numpy as np
import pytest
from backend_marks import needs_tensorflow
from toy_trainer import CONFIG, SETTINGS, trainer

from keras_seqzoo.models.char_lm_lstm import build_char_lm_lstm
from keras_seqzoo.training.language_model_settings import LanguageModelSettings

pytestmark = needs_tensorflow


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


@pytest.mark.parametrize("share", [0.25, 1.0])
def test_a_share_of_the_learning_rate_is_left_at_the_end(share):
    run = trainer(settings=dataclasses.replace(SETTINGS, final_rate=share))
    rate = run.optimizer._learning_rate
    assert float(rate(run.total_steps())) == pytest.approx(0.02 * share)
    assert float(rate(4)) == pytest.approx(0.02)


def test_sgd_steps_against_the_gradient():
    settings = dataclasses.replace(SETTINGS, optimizer="sgd", clip_norm=1e-3, epochs=1)
    run = trainer(settings=settings)
    run.run_window(next(run.streams.windows(0)))
    before = np.concatenate([w.ravel() for w in run.network.get_weights()])
    run.run_window(list(run.streams.windows(0))[1])
    after = np.concatenate([w.ravel() for w in run.network.get_weights()])
    rate = float(run.optimizer._learning_rate(1))
    assert np.linalg.norm(after - before) == pytest.approx(rate * 1e-3, rel=0.05)


@pytest.mark.parametrize("optimizer", ["adam", "sgd"])
def test_weight_decay_is_decoupled(optimizer):
    """Beside the gradient's step, weights shrink by rate times decay."""
    weights = {}
    for decay in (0.0, 0.5):
        settings = dataclasses.replace(
            SETTINGS, optimizer=optimizer, weight_decay=decay, warmup_steps=0
        )
        run = trainer(settings=settings)
        before = [np.array(w) for w in run.network.get_weights()]
        run.run_window(next(run.streams.windows(0)))
        weights[decay] = run.network.get_weights()
    for start, plain, shrunk in zip(before, *weights.values(), strict=True):
        np.testing.assert_allclose(plain - shrunk, 0.02 * 0.5 * start, atol=1e-6)


@pytest.mark.parametrize("optimizer", ["rmsprop", "SGD", None, 3])
def test_optimizers_are_named(optimizer):
    with pytest.raises(ValueError, match="`optimizer` must be"):
        LanguageModelSettings(optimizer=optimizer)


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
        ("averaging", 1.0),
        ("averaging", -0.1),
        ("final_rate", 1.1),
    ],
)
def test_settings_are_checked(name, value):
    with pytest.raises(ValueError, match=f"`{name}` must be"):
        LanguageModelSettings(**{name: value})


def test_settings_may_be_of_numpy():
    settings = LanguageModelSettings(epochs=np.int64(3), learning_rate=np.float32(0.5))
    assert settings == LanguageModelSettings(epochs=3, learning_rate=0.5)
    assert type(settings.epochs) is int
