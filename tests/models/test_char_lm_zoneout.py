"""Zoneout of a character model: drawn in training, its mean everywhere else."""

import numpy as np
import pytest
from char_lm_cases import SMALL, TEXT, logits

from keras_seqzoo.configuration import from_dict, to_dict
from keras_seqzoo.models.char_lm import CharLM
from keras_seqzoo.models.char_lm_lstm import CharLMLSTMConfig

ADDED = ["weight_dropout", "hidden_zoneout", "cell_zoneout"]


@pytest.fixture
def lm():
    rates = {"hidden_zoneout": 0.1, "cell_zoneout": 0.4}
    return CharLM.from_text(TEXT, dropout=0.0, **rates, **SMALL)


def test_it_is_drawn_in_training_only(lm):
    first, second = (logits(lm, training=True) for _ in range(2))
    assert not np.allclose(first, second, atol=1e-6)
    np.testing.assert_array_equal(logits(lm, False), logits(lm, False))


def test_each_layer_has_its_rates(lm):
    numbers = range(lm.config.num_layers)
    wrapped = [lm.network.get_layer(f"lstm_{number}").cell for number in numbers]
    assert [cell.rates for cell in wrapped] == [[0.1, 0.4]] * lm.config.num_layers


def test_it_has_no_weights_and_changes_what_is_told(lm):
    plain = CharLM.from_text(TEXT, dropout=0.0, **SMALL)
    plain.network.set_weights(lm.network.get_weights())
    assert lm.network.count_params() == lm.config.count_parameters()
    assert not np.allclose(plain.score(TEXT), lm.score(TEXT), atol=1e-4)


def test_a_preset_keeps_it(lm, tmp_path):
    lm.save_to_preset(tmp_path)
    loaded = CharLM.from_preset(str(tmp_path))
    assert loaded.config == lm.config
    np.testing.assert_allclose(loaded.score(TEXT), lm.score(TEXT), atol=1e-4)
    assert loaded.generate("the", 20, seed=1) == lm.generate("the", 20, seed=1)


@pytest.mark.parametrize("name", ADDED)
def test_presets_from_before_it_have_none(name):
    stored = to_dict(CharLMLSTMConfig(units=8))
    del stored[name]
    assert from_dict(CharLMLSTMConfig, stored) == CharLMLSTMConfig(units=8)


@pytest.mark.parametrize("name", ADDED)
@pytest.mark.parametrize("rate", [-0.1, 1.0, float("nan"), "0.5"])
def test_its_rate_is_checked(name, rate):
    with pytest.raises(ValueError, match=f"`{name}` must be"):
        CharLMLSTMConfig(**{name: rate})
