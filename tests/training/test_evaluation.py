"""Both protocols against the probabilities of one character after another."""

import math

import numpy as np
import pytest

from keras_seqzoo.generation.logits import softmax
from keras_seqzoo.models.char_lm_lstm import CharLMLSTMConfig, build_char_lm_lstm
from keras_seqzoo.training.evaluation import (
    evaluate_language_model,
    random_windows,
    running_log_probabilities,
    window_loss,
)

CONFIG = CharLMLSTMConfig(vocabulary_size=9, embedding_dim=3, units=5, num_layers=2)
IDS = np.random.default_rng(0).integers(0, 9, size=150)


@pytest.fixture(scope="module")
def network():
    network = build_char_lm_lstm(CONFIG)
    rng = np.random.default_rng(1)
    network.set_weights([rng.normal(size=w.shape) for w in network.get_weights()])
    return network


def naive(network, ids):
    """-log p of each token after the first, all before it read anew for each."""
    zeros = [np.zeros((1, CONFIG.units), np.float32)] * 4
    losses = []
    for end in range(1, len(ids)):
        logits = network.predict_on_batch([ids[None, :end], *zeros])[0]
        losses.append(-math.log(softmax(logits[0, -1])[ids[end]]))
    return np.array(losses)


@pytest.mark.parametrize("chunk", [1, 7, 32, 1024])
def test_the_carried_pass_is_the_whole_text_read_at_once(network, chunk):
    scores = running_log_probabilities(network, IDS[:40], chunk=chunk)
    np.testing.assert_allclose(-scores, naive(network, IDS[:40]), atol=1e-4)


@pytest.mark.parametrize("size", [0, 1])
def test_a_text_without_a_prediction_has_no_scores(network, size):
    assert running_log_probabilities(network, IDS[:size]).shape == (0,)


def test_windows_start_from_the_zero_state(network):
    windows = random_windows(IDS, 5, 12, seed=3)
    expected = np.mean([naive(network, window) for window in windows])
    loss = window_loss(network, IDS, 5, 12, seed=3, batch_size=2)
    assert loss == pytest.approx(expected, abs=1e-4)


def test_windows_are_stretches_of_the_text():
    windows = random_windows(np.arange(50), 200, 10, seed=0)
    np.testing.assert_array_equal(np.diff(windows, axis=1), 1)
    assert windows.min() == 0 and windows.max() == 49
    np.testing.assert_array_equal(
        windows, random_windows(np.arange(50), 200, 10, seed=0)
    )


def test_a_text_of_one_window_is_enough():
    np.testing.assert_array_equal(random_windows(np.arange(5), 2, 4), [range(5)] * 2)


def test_a_shorter_text_is_refused():
    with pytest.raises(ValueError, match="more than `length` = 5 tokens"):
        random_windows(np.arange(5), 2, 5)


def test_a_network_of_zero_weights_is_uniform(network):
    uniform = build_char_lm_lstm(CONFIG)
    uniform.set_weights([weight * 0 for weight in uniform.get_weights()])
    scores = evaluate_language_model(uniform, IDS, num_windows=3, length=20)
    assert scores == pytest.approx((math.log(9), math.log(9)))
