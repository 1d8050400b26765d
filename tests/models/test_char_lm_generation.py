"""A text that the language model writes, character by character, to its end."""

import tracemalloc
from itertools import islice

import numpy as np
import pytest
from char_lm_cases import TEXT

from keras_seqzoo.generation import read_context


def test_generate_writes_the_given_number_of_known_characters(lm):
    text = lm.generate("the", length=50, seed=1)
    assert len(text) == 50
    assert set(text) <= set(TEXT)


def test_stream_is_generate_one_character_at_a_time(lm):
    characters = list(islice(lm.stream("the ", seed=4), 30))
    assert all(len(character) == 1 for character in characters)
    assert "".join(characters) == lm.generate("the ", 30, seed=4)


def test_the_same_seed_writes_the_same_text(lm):
    assert lm.generate("the", 80, seed=1) == lm.generate("the", 80, seed=1)
    assert lm.generate("the", 80, seed=1) != lm.generate("the", 80, seed=2)


def test_temperature_zero_follows_the_most_probable_character(lm):
    ids = lm.preprocessor.context("the cat")
    logits, state = read_context(lm.network, lm.session, ids, lm.start())
    for character in lm.generate("the cat", 20, temperature=0):
        known = logits[0, 2:]
        (token,) = lm.preprocessor.encode(character)
        assert known[token - 2] == pytest.approx(known.max(), abs=1e-4)
        logits, state = lm.step([token], state)


def test_the_network_and_numpy_write_the_same(lm):
    ids = lm.preprocessor.context("the cat")
    fast, _ = read_context(lm.network, lm.steps(), ids, lm.start())
    plain, _ = read_context(lm.network, lm.session, ids, lm.start())
    np.testing.assert_allclose(fast, plain, atol=1e-5)


@pytest.mark.parametrize("token", [-1, 10_000])
def test_a_token_must_be_in_the_vocabulary(lm, token):
    with pytest.raises(ValueError, match="`tokens` must be in"):
        lm.step(np.array([token]), lm.start())


def test_writing_follows_the_weights(lm):
    weights, before = lm.network.get_weights(), lm.generate("the", 20, seed=1)
    assert lm.steps() is lm.steps()
    try:
        lm.network.set_weights([2 * w for w in weights])
        assert lm.generate("the", 20, seed=1) != before
    finally:
        lm.network.set_weights(weights)
    assert lm.generate("the", 20, seed=1) == before


def test_a_generation_ends_after_a_stop_string(lm):
    text = lm.generate("", 500, seed=0, stop=["t", "h"])
    assert text[-1] in "th" and not set(text[:-1]) & set("th")


def test_a_stop_string_that_never_comes_leaves_the_length(lm):
    assert len(lm.generate("the", 30, seed=0, stop="\u4f60\u597d")) == 30


def test_a_document_ends_where_its_model_says_so(document_lm):
    texts = [document_lm.generate("", 200, seed=seed) for seed in range(10)]
    assert any(len(text) < 200 for text in texts)
    assert set("".join(texts)) <= set("ab")
    assert document_lm.preprocessor.start_id == document_lm.preprocessor.end_id == 2


def test_generation_can_be_left_and_taken_up(lm):
    """Ctrl-C in a generation leaves the model as it was."""
    stream = lm.stream("the", seed=5)
    begun = [next(stream) for _ in range(5)]
    with pytest.raises(KeyboardInterrupt):
        stream.throw(KeyboardInterrupt)
    assert "".join(begun) == lm.generate("the", 30, seed=5)[:5]


def test_nothing_is_traced_anew_for_other_lengths_and_temperatures(lm):
    lm.step([2], lm.start())
    before = lm.session.num_traces
    for length, temperature in ((3, 0.5), (9, 1.0), (4, 0)):
        lm.generate("the", length, temperature=temperature)
        lm.step([2], lm.start())
    assert lm.session.num_traces == before


def test_a_long_generation_keeps_nothing_but_its_state(lm):
    stream = lm.stream("", seed=0)
    tracemalloc.start()
    sum(1 for _ in islice(stream, 500))
    early = tracemalloc.get_traced_memory()[0]
    sum(1 for _ in islice(stream, 5000))
    late = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert late < early + 50_000
