"""Texts that the language model writes."""

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


def test_a_text_of_a_list_is_the_one_that_is_written_alone(lm):
    prompts = ["the", "", "a rat\n", "the"]
    texts = lm.generate(prompts, 40, seed=4, stop="t.", top_p=0.9)
    assert texts[0] == lm.generate("the", 40, seed=4, stop="t.", top_p=0.9)
    assert texts[3] != texts[0]
    assert texts[:2] == lm.generate(prompts[:2], 40, seed=4, stop="t.", top_p=0.9)


def test_a_number_is_the_place_in_a_list(lm):
    texts = lm.generate(["the", "a", ""], 20, seed=4)
    alone = [
        "".join(lm.stream(prompt, 20, seed=4, number=number))
        for number, prompt in enumerate(["the", "a", ""])
    ]
    assert alone == texts


@pytest.mark.parametrize("length", [None, -1, 2.5])
def test_batches_need_a_length(lm, length):
    with pytest.raises(ValueError, match="`length`"):
        lm.generate_batches([["a"]], length=length)


@pytest.mark.parametrize("prompt", ["a", ["a"]])
def test_an_unknown_option_is_named(lm, prompt):
    with pytest.raises(TypeError, match="no option `temprature`.*temperature, seed"):
        lm.generate(prompt, 5, temprature=1.0)


def test_ten_thousand_prompts_are_answered(lm):
    texts = lm.generate(["the", "a cat"] * 5000, 2, temperature=0)
    assert len(texts) == 10_000 and set(map(len, texts)) == {2}


@pytest.mark.parametrize("length, expected", [(0, ["", ""]), (3, None)])
def test_a_list_of_any_length_is_written(lm, length, expected):
    texts = lm.generate(["", "the"], length, seed=0)
    assert [len(text) for text in texts] == [length] * 2
    assert expected in (None, texts)
    assert lm.generate([], length) == []


def test_only_what_is_allowed_is_written(lm):
    assert set(lm.generate("the", 60, seed=0, allowed="cat")) <= set("cat")
    with pytest.raises(ValueError, match="`allowed` must hold something"):
        lm.generate("the", 60, allowed="\u4f60")


@pytest.mark.parametrize("allowed", [3, b"ca", ["c", 1]])
def test_what_is_allowed_must_be_text(lm, allowed):
    with pytest.raises(TypeError, match="`allowed` must be a str or a list of str"):
        lm.generate("the", 5, allowed=allowed)


def test_prompts_may_come_in_batches(lm):
    prompts = ["the", "a cat", "", "rat", "at"]
    batches = lm.generate_batches([prompts[:2], [], prompts[2:]], 20, seed=3)
    assert sum(batches, []) == lm.generate(prompts, 20, seed=3)


def test_writing_follows_the_weights(lm):
    weights, before = lm.network.get_weights(), lm.generate("the", 20, seed=1)
    assert lm.steps() is lm.steps()
    try:
        lm.network.set_weights([2 * w for w in weights])
        assert lm.generate("the", 20, seed=1) != before
    finally:
        lm.network.set_weights(weights)
    assert lm.generate("the", 20, seed=1) == before


def test_numbers_may_be_of_numpy(lm):
    numbers = {"length": np.int64(9), "seed": np.int32(4), "temperature": np.float32(1)}
    plain = {"length": 9, "seed": 4, "temperature": 1.0}
    assert lm.generate("the", **numbers) == lm.generate("the", **plain)


def test_a_beam_ends_after_a_stop_string(lm):
    found = lm.beam_search("the", 12, width=6, stop="a")
    assert all("a" not in text[:-1] for text, _ in found)
    assert any(text.endswith("a") and len(text) < 12 for text, _ in found)


def test_a_narrow_beam_is_greedy_and_a_wide_one_no_worse(lm):
    ((greedy, score),) = lm.beam_search("the", 12, width=1)
    assert greedy == lm.generate("the", 12, temperature=0)
    best, better = lm.beam_search("the", 12, width=6)[0]
    assert len(best) == 12 and better >= score - 1e-6


def test_a_stop_string_that_never_comes_leaves_the_length(lm):
    assert len(lm.generate("the", 30, seed=0, stop="\u4f60\u597d")) == 30


def test_top_k_over_the_vocabulary_is_no_limit(lm):
    assert lm.generate("a", 30, seed=2, top_k=10_000) == lm.generate("a", 30, seed=2)


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


def test_the_same_seed_writes_the_same_text(lm):
    assert lm.generate("the", 80, seed=1) == lm.generate("the", 80, seed=1)
    assert lm.generate("the", 80, seed=1) != lm.generate("the", 80, seed=2)


def test_stream_is_generate_one_character_at_a_time(lm):
    characters = list(islice(lm.stream("the ", seed=4), 30))
    assert all(len(character) == 1 for character in characters)
    assert "".join(characters) == lm.generate("the ", 30, seed=4)


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


def test_a_generation_ends_after_a_stop_string(lm):
    text = lm.generate("", 500, seed=0, stop=["t", "h"])
    assert text[-1] in "th" and not set(text[:-1]) & set("th")


@pytest.mark.parametrize(
    "options",
    [{"top_k": 1}, {"top_p": 1e-9}, {"temperature": 1e-6}, {"temperature": 1e-320}],
)
def test_narrow_choices_are_greedy(lm, options):
    greedy = lm.generate("the", 20, temperature=0)
    assert lm.generate("the", 20, seed=1, **options) == greedy


def test_a_penalty_changes_the_text(lm):
    plain = lm.generate("the", 40, temperature=0)
    assert lm.generate("the", 40, temperature=0, repetition_penalty=5.0) != plain


@pytest.mark.parametrize(
    "prompt", ["", "\0", "\u4f60\u597d", "the \U0001f600 cat", "\n"]
)
def test_any_prompt_is_answered(lm, prompt):
    assert len(lm.generate(prompt, 10, seed=0)) == 10


def test_a_prompt_of_many_chunks_is_read_as_a_whole(lm):
    prompt = (TEXT * 3)[:2500]
    ids = lm.preprocessor.context(prompt)
    state = lm.start()
    steps = lm.steps()
    for token in ids:
        logits, state = steps.step(np.array([token]), state)
    chunked, _ = read_context(lm.network, lm.steps(), ids, lm.start())
    np.testing.assert_allclose(chunked, logits, atol=1e-4)


def test_long_prompts_of_a_list_are_read_in_chunks(lm, monkeypatch):
    prompts = [(TEXT * 3)[:2500], "the", (TEXT * 3)[:1100]]
    expected = [lm.generate(prompt, 8, temperature=0) for prompt in prompts]
    stepped = []
    steps = lm.steps()
    monkeypatch.setattr(lm, "steps", lambda: steps)
    step = steps.step
    monkeypatch.setattr(
        steps, "step", lambda tokens, states: stepped.append(1) or step(tokens, states)
    )
    assert lm.generate(prompts, 8, temperature=0) == expected
    assert len(stepped) < 1024


def test_a_long_prompt_is_answered(lm):
    assert len(lm.generate("the cat. " * 2_000, 5, seed=0)) == 5


@pytest.mark.parametrize(
    "options, name",
    [
        ({"temperature": -1}, "temperature"),
        ({"temperature": float("nan")}, "temperature"),
        ({"temperature": float("inf")}, "temperature"),
        ({"top_k": 0}, "top_k"),
        ({"seed": -1}, "seed"),
        ({"seed": 0.5}, "seed"),
        ({"top_p": 1.5}, "top_p"),
        ({"typical": -0.5}, "typical"),
        ({"repetition_penalty": 0.1}, "repetition_penalty"),
        ({"length": -5}, "length"),
        ({"length": 2.5}, "length"),
        ({"length": None}, "length"),
        ({"number": -1}, "number"),
        ({"stop": ""}, "stop"),
        ({"stop": [""]}, "stop"),
    ],
)
def test_wrong_options_are_named(lm, options, name):
    with pytest.raises(ValueError, match=f"`{name}`"):
        lm.generate("a", **{"length": 5, **options})


@pytest.mark.parametrize("prompt", [None, 3, b"the", ["a", None]])
def test_a_prompt_must_be_a_string(lm, prompt):
    for use in (lm.generate, lm.beam_search):
        with pytest.raises(TypeError, match="`prompt` must be a str"):
            use(prompt)


@pytest.mark.parametrize("penalty", [-1, 500.0, float("nan")])
def test_the_length_penalty_has_a_range(lm, penalty):
    with pytest.raises(ValueError, match="`length_penalty` must be"):
        lm.beam_search("a", 5, length_penalty=penalty)


@pytest.mark.parametrize("token", [-1, 10_000])
def test_a_token_must_be_in_the_vocabulary(lm, token):
    with pytest.raises(ValueError, match="`tokens` must be in"):
        lm.step(np.array([token]), lm.start())


def test_a_document_ends_where_its_model_says_so(document_lm):
    texts = [document_lm.generate("", 200, seed=seed) for seed in range(10)]
    assert any(len(text) < 200 for text in texts)
    assert set("".join(texts)) <= set("ab")
    assert document_lm.preprocessor.start_id == document_lm.preprocessor.end_id == 2
