"""Samplers joined into one choice."""

import numpy as np
import pytest

from keras_seqzoo.generation import chooser

LOGITS = np.log([[0.05, 0.5, 0.25, 0.15, 0.05]])
NOTHING = np.zeros((1, 0), int)


def draws(choose, n=300):
    return [int(choose(LOGITS, NOTHING)[0]) for _ in range(n)]


def test_the_same_seed_gives_the_same_draws():
    assert draws(chooser(seed=3)) == draws(chooser(seed=3))


def test_other_seeds_give_other_draws():
    assert draws(chooser(seed=3)) != draws(chooser(seed=4))


def test_temperature_zero_takes_the_most_probable():
    assert set(draws(chooser(temperature=0))) == {1}


def test_temperature_zero_respects_what_is_forbidden():
    assert set(draws(chooser(temperature=0, forbidden=(1,)))) == {2}


@pytest.mark.parametrize(
    "settings, allowed",
    [
        ({"top_k": 2}, {1, 2}),
        ({"top_p": 0.6}, {1, 2}),
        ({"top_k": 3, "top_p": 0.5}, {1}),
        ({"forbidden": (1,)}, {0, 2, 3, 4}),
        ({}, {0, 1, 2, 3, 4}),
    ],
)
def test_filters_limit_the_choice(settings, allowed):
    assert set(draws(chooser(seed=0, **settings))) == allowed


@pytest.mark.parametrize(
    "settings",
    [{}, {"temperature": 0}, {"top_k": 2}, {"top_p": 0.9}, {"typical": 0.9},
     {"repetition_penalty": 2.0}, {"forbidden": (2,)}],
)  # fmt: skip
@pytest.mark.parametrize("kind", [list, np.int64, np.float16])
def test_logits_may_be_of_any_numbers(settings, kind):
    logits = [[0, 9, 3, 1]]
    past, settings = np.array([[1]]), {"seed": 1, **settings}
    expected = chooser(**settings)(np.float64(logits), past)
    given = logits if kind is list else np.array(logits, kind)
    assert chooser(**settings)(given, past).tolist() == expected.tolist()


@pytest.mark.parametrize("temperature", [0, 1.0])
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_logits_without_a_choice_are_told(temperature, value):
    choose = chooser(temperature=temperature, forbidden=(1, 2, 3, 4))
    with pytest.raises(ValueError, match="`logits` must hold a finite number"):
        choose(np.array([[value, 0, 0, 0, 0]]), NOTHING)


def test_no_token_is_penalised_for_the_padding_of_a_shorter_text():
    choose = chooser(temperature=0, repetition_penalty=5.0)
    logits = np.array([[3.0, 2.9, 0.0]] * 2)
    assert choose(logits, np.array([[-1, 2], [0, 2]])).tolist() == [0, 1]


def test_a_penalty_moves_the_choice_away_from_the_past():
    choose = chooser(temperature=0, repetition_penalty=5.0)
    assert choose(LOGITS, np.array([[1, 1]])).tolist() == [2]


@pytest.mark.parametrize(
    "name, value",
    [
        ("temperature", -0.1),
        ("temperature", float("nan")),
        ("temperature", None),
        ("top_k", 0),
        ("top_p", 2.0),
        ("typical", 0.0),
        ("repetition_penalty", 0.5),
    ],
)
@pytest.mark.parametrize("temperature", [0, 1.0])
def test_a_wrong_value_is_named_before_any_draw(name, value, temperature):
    with pytest.raises(ValueError, match=f"`{name}`"):
        chooser(**{"temperature": temperature, name: value})
