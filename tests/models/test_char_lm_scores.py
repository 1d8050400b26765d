"""Each character of a text: its probability, its surprise and what a unit says."""

import math

import numpy as np
import pytest
from char_lm_cases import TEXT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keras_seqzoo.generation.logits import softmax


def naive_scores(lm, text):
    """log p of each character by steps of the compiled session in float64."""
    ids = [lm.preprocessor.start_id, *lm.preprocessor.encode(text)]
    state, scores = lm.start(), []
    for now, following in zip(ids, ids[1:], strict=False):
        logits, state = lm.step(np.array([now]), state)
        scores.append(math.log(softmax(logits[0])[following]))
    return scores


def test_score_gives_each_character_its_probability(lm):
    text = "the mat\n\u4f60 sat"
    np.testing.assert_allclose(lm.score(text), naive_scores(lm, text), atol=1e-4)


def test_score_of_nothing_is_empty(lm):
    assert lm.score("").shape == (0,)


def test_the_probabilities_of_the_first_character_sum_to_one(lm):
    known_and_unknown = sum(math.exp(lm.score(c)[0]) for c in [*set(TEXT), "\u4f60"])
    logits, _ = lm.step(np.array([lm.preprocessor.start_id]), lm.start())
    padding = softmax(logits[0])[0]
    assert known_and_unknown + padding == pytest.approx(1, abs=1e-5)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(max_size=60))
def test_any_text_has_finite_scores(lm, text):
    scores = lm.score(text)
    assert scores.shape == (len(text),)
    assert np.isfinite(scores).all() and (scores <= 0).all()


def test_the_surprise_of_a_text_is_its_score_in_bits(lm):
    shown = lm.surprise("the cat\n")
    assert "".join(shown.tokens) == "the cat\n"
    np.testing.assert_allclose(
        shown.values, -lm.score("the cat\n") / np.log(2), rtol=1e-6
    )


def test_the_surprise_shows_characters_that_are_unknown(lm):
    assert "".join(lm.surprise("caf\xe9 \u4f60").tokens) == "caf\xe9 \u4f60"


def test_an_activation_is_a_unit_of_the_network(lm):
    ids = lm.preprocessor.context("the cat")
    _, *states = lm.network.predict_on_batch([ids[None], *lm.start()])
    place = lm.state_names().index("c_1")
    shown = lm.activation("the cat", "c_1", 3)
    assert shown.signed and len(shown.values) == 7
    assert shown.values[-1] == pytest.approx(states[place][0, 3], abs=1e-5)


@pytest.mark.parametrize("state, unit", [("c_9", 0), ("c_1", 12), ("c_1", -1)])
def test_an_activation_needs_a_unit_that_is_there(lm, state, unit):
    with pytest.raises(ValueError, match="`state`|`unit`"):
        lm.activation("the", state, unit)


def test_weights_that_are_no_numbers_are_told(lm):
    weights = lm.network.get_weights()
    try:
        lm.network.set_weights([np.full(w.shape, np.nan) for w in weights])
        for use in (lm.score, lm.surprise, lm.generate, lm.beam_search):
            with pytest.raises(ValueError, match="broken weights"):
                use("the")
    finally:
        lm.network.set_weights(weights)
