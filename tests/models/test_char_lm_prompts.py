"""Prompts of any kind and length: alone, in a list, in batches."""

import numpy as np
import pytest
from char_lm_cases import TEXT

from keras_seqzoo.generation import read_context


@pytest.mark.parametrize(
    "prompt", ["", "\0", "\u4f60\u597d", "the \U0001f600 cat", "\n"]
)
def test_any_prompt_is_answered(lm, prompt):
    assert len(lm.generate(prompt, 10, seed=0)) == 10


@pytest.mark.parametrize("prompt", [None, 3, b"the", ["a", None]])
def test_a_prompt_must_be_a_string(lm, prompt):
    for use in (lm.generate, lm.beam_search):
        with pytest.raises(TypeError, match="`prompt` must be a str"):
            use(prompt)


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


@pytest.mark.parametrize("length, expected", [(0, ["", ""]), (3, None)])
def test_a_list_of_any_length_is_written(lm, length, expected):
    texts = lm.generate(["", "the"], length, seed=0)
    assert [len(text) for text in texts] == [length] * 2
    assert expected in (None, texts)
    assert lm.generate([], length) == []


def test_ten_thousand_prompts_are_answered(lm):
    texts = lm.generate(["the", "a cat"] * 5000, 2, temperature=0)
    assert len(texts) == 10_000 and set(map(len, texts)) == {2}


def test_prompts_may_come_in_batches(lm):
    prompts = ["the", "a cat", "", "rat", "at"]
    batches = lm.generate_batches([prompts[:2], [], prompts[2:]], 20, seed=3)
    assert sum(batches, []) == lm.generate(prompts, 20, seed=3)


@pytest.mark.parametrize("batch", ["the", 5, [5]])
def test_a_batch_is_a_list_of_strings(lm, batch):
    with pytest.raises(TypeError, match="prompt"):
        list(lm.generate_batches([batch], 3))


@pytest.mark.parametrize("length", [None, -1, 2.5])
def test_batches_need_a_length(lm, length):
    with pytest.raises(ValueError, match="`length`"):
        lm.generate_batches([["a"]], length=length)


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
