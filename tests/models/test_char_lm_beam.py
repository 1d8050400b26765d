"""The best texts that a beam search finds."""

import pytest


def test_a_beam_ends_after_a_stop_string(lm):
    found = lm.beam_search("the", 12, width=6, stop="a")
    assert all("a" not in text[:-1] for text, _ in found)
    assert any(text.endswith("a") and len(text) < 12 for text, _ in found)


def test_a_narrow_beam_is_greedy_and_a_wide_one_no_worse(lm):
    ((greedy, score),) = lm.beam_search("the", 12, width=1)
    assert greedy == lm.generate("the", 12, temperature=0)
    best, better = lm.beam_search("the", 12, width=6)[0]
    assert len(best) == 12 and better >= score - 1e-6


@pytest.mark.parametrize("penalty", [-1, 500.0, float("nan")])
def test_the_length_penalty_has_a_range(lm, penalty):
    with pytest.raises(ValueError, match="`length_penalty` must be"):
        lm.beam_search("a", 5, length_penalty=penalty)
