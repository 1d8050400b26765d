"""`weight_dropout` of a character model: active in training, nowhere else."""

import numpy as np
import pytest
from char_lm_cases import SMALL, TEXT, logits

from keras_seqzoo.models.char_lm import CharLM

RATE = 0.5


@pytest.fixture
def pair():
    """A model without and one with dropped weights, their weights the same."""
    plain = CharLM.from_text(TEXT, dropout=0.0, **SMALL)
    dropped = CharLM.from_text(TEXT, dropout=0.0, weight_dropout=RATE, **SMALL)
    dropped.network.set_weights(plain.network.get_weights())
    return plain, dropped


def test_it_changes_nothing_but_training(pair):
    plain, dropped = pair
    expected = logits(plain, training=False)
    np.testing.assert_allclose(logits(dropped, training=False), expected, atol=1e-6)
    np.testing.assert_allclose(logits(plain, training=True), expected, atol=1e-6)
    first, second = (logits(dropped, training=True) for _ in range(2))
    assert not np.allclose(first, expected, atol=1e-6)
    assert not np.allclose(first, second, atol=1e-6)
    np.testing.assert_allclose(first[:, 0], expected[:, 0], atol=1e-6)


def test_the_steps_have_the_whole_weights(pair):
    plain, dropped = pair
    np.testing.assert_allclose(dropped.score(TEXT), plain.score(TEXT), atol=1e-6)
    assert dropped.generate("the", 20, seed=1) == plain.generate("the", 20, seed=1)
    assert dropped.network.count_params() == dropped.config.count_parameters()


def test_a_preset_keeps_it(pair, tmp_path):
    pair[1].save_to_preset(tmp_path)
    loaded = CharLM.from_preset(str(tmp_path))
    assert loaded.config.weight_dropout == RATE
    np.testing.assert_allclose(loaded.score(TEXT), pair[1].score(TEXT), atol=1e-4)
    assert not np.allclose(logits(loaded, True), logits(loaded, True), atol=1e-6)
