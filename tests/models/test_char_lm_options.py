"""Options of writing: what they choose, and which are refused."""

import numpy as np
import pytest


def test_only_what_is_allowed_is_written(lm):
    assert set(lm.generate("the", 60, seed=0, allowed="cat")) <= set("cat")
    with pytest.raises(ValueError, match="`allowed` must hold something"):
        lm.generate("the", 60, allowed="\u4f60")


@pytest.mark.parametrize("allowed", [3, b"ca", ["c", 1]])
def test_what_is_allowed_must_be_text(lm, allowed):
    with pytest.raises(TypeError, match="`allowed` must be a str or a list of str"):
        lm.generate("the", 5, allowed=allowed)


def test_top_k_over_the_vocabulary_is_no_limit(lm):
    assert lm.generate("a", 30, seed=2, top_k=10_000) == lm.generate("a", 30, seed=2)


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


def test_numbers_may_be_of_numpy(lm):
    numbers = {"length": np.int64(9), "seed": np.int32(4), "temperature": np.float32(1)}
    plain = {"length": 9, "seed": 4, "temperature": 1.0}
    assert lm.generate("the", **numbers) == lm.generate("the", **plain)


@pytest.mark.parametrize("prompt", ["a", ["a"]])
def test_an_unknown_option_is_named(lm, prompt):
    with pytest.raises(TypeError, match="no option `temprature`.*temperature, seed"):
        lm.generate(prompt, 5, temprature=1.0)


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
