"""Samplers against sums over all tokens."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from keras_seqzoo.generation import samplers
from keras_seqzoo.generation.logits import softmax

LOGITS = np.log([0.5, 0.25, 0.15, 0.1])
some_logits = arrays(
    np.float64, st.integers(2, 12), elements=st.floats(-20, 20, allow_nan=False)
)
shares = st.floats(0.01, 1.0)


def probabilities(logits):
    weights = [np.exp(value - max(logits)) for value in logits]
    return np.array([weight / sum(weights) for weight in weights])


def kept(logits):
    return set(np.flatnonzero(np.isfinite(logits)))


def test_temperature_raises_probabilities_to_a_power():
    cold = probabilities(samplers.temperature(LOGITS, 0.5))
    squares = np.array([0.5, 0.25, 0.15, 0.1]) ** 2
    np.testing.assert_allclose(cold, squares / squares.sum())


@pytest.mark.parametrize("value", [0, -1.0, float("nan"), float("inf"), "hot", True])
def test_temperature_must_be_positive_and_finite(value):
    with pytest.raises(ValueError, match="temperature"):
        samplers.temperature(LOGITS, value)


@pytest.mark.parametrize("k, expected", [(1, {0}), (2, {0, 1}), (99, {0, 1, 2, 3})])
def test_top_k_keeps_the_most_probable(k, expected):
    assert kept(samplers.top_k(LOGITS, k)) == expected


def test_top_k_works_on_every_row():
    rows = np.stack([LOGITS, LOGITS[::-1]])
    assert [kept(row) for row in samplers.top_k(rows, 1)] == [{0}, {3}]


@pytest.mark.parametrize("k", [0, -1, 1.5, True, "2"])
def test_top_k_must_be_a_positive_integer(k):
    with pytest.raises(ValueError, match="top_k"):
        samplers.top_k(LOGITS, k)


@pytest.mark.parametrize(
    "p, expected",
    [(0.3, {0}), (0.49, {0}), (0.6, {0, 1}), (0.8, {0, 1, 2}), (1.0, {0, 1, 2, 3})],
)
def test_top_p_keeps_the_smallest_set_of_that_mass(p, expected):
    assert kept(samplers.top_p(LOGITS, p)) == expected


@given(some_logits, shares)
def test_top_p_reaches_its_mass_and_not_without_its_last_token(logits, p):
    chosen = kept(samplers.top_p(logits, p))
    mass = probabilities(logits)
    inside = sorted(mass[list(chosen)])
    assert sum(inside) >= p - 1e-9
    assert sum(inside[1:]) < p + 1e-9
    assert min(inside) >= max(np.delete(mass, list(chosen)), default=0) - 1e-12


@given(some_logits, shares)
def test_typical_keeps_those_closest_to_the_entropy(logits, p):
    mass = probabilities(logits)
    entropy = -sum(value * np.log(value) for value in mass if value > 0)
    distance = np.abs(-np.log(mass) - entropy)
    chosen = kept(samplers.typical(logits, p))
    left_out = set(range(len(logits))) - chosen
    assert mass[list(chosen)].sum() >= p - 1e-9
    worst = max(distance[list(chosen)])
    assert all(distance[token] >= worst - 1e-9 for token in left_out)


def test_typical_may_leave_out_the_most_probable():
    logits = np.log([0.4] + [0.06] * 10)
    assert 0 not in kept(samplers.typical(logits, 0.5))


@pytest.mark.parametrize("sampler", [samplers.top_p, samplers.typical])
@pytest.mark.parametrize("p", [0, -0.1, 1.01, float("nan")])
def test_a_mass_must_be_a_share(sampler, p):
    with pytest.raises(ValueError, match=sampler.__name__):
        sampler(LOGITS, p)


@pytest.mark.parametrize("sampler", [samplers.top_p, samplers.typical])
def test_a_forbidden_token_stays_forbidden(sampler):
    logits = samplers.forbid(LOGITS, [0])
    assert kept(sampler(logits, 1.0)) == {1, 2, 3}


def test_forbid_leaves_its_argument_as_it_is():
    logits = LOGITS.copy()
    assert kept(samplers.forbid(logits, [1, 2])) == {0, 3}
    np.testing.assert_array_equal(logits, LOGITS)


def test_repetition_penalty_divides_positive_and_multiplies_negative_logits():
    logits = np.array([[2.0, -2.0, 3.0, -3.0]])
    changed = samplers.repetition_penalty(logits, [[0, 1, 0]], 2.0)
    np.testing.assert_array_equal(changed, [[1.0, -4.0, 3.0, -3.0]])


def test_repetition_penalty_of_nothing_changes_nothing():
    logits = np.array([[2.0, -2.0]])
    empty = np.zeros((1, 0), int)
    np.testing.assert_array_equal(
        samplers.repetition_penalty(logits, empty, 2.0), logits
    )


@pytest.mark.parametrize("penalty", [0.5, 0, float("nan"), None])
def test_repetition_penalty_must_be_at_least_one(penalty):
    with pytest.raises(ValueError, match="repetition_penalty"):
        samplers.repetition_penalty(np.zeros((1, 2)), [[0]], penalty)


def test_greedy_takes_the_first_of_equals():
    assert samplers.greedy(np.array([[1.0, 3.0, 3.0], [5.0, 0.0, 5.0]])).tolist() == [
        1,
        0,
    ]


def test_sample_draws_with_the_probabilities():
    rows = np.tile(LOGITS, (40_000, 1))
    drawn = samplers.sample(rows, np.random.default_rng(0))
    shares = np.bincount(drawn, minlength=4) / len(drawn)
    np.testing.assert_allclose(shares, [0.5, 0.25, 0.15, 0.1], atol=0.01)


@given(some_logits, st.integers(0, 2**32))
def test_sample_never_draws_a_forbidden_token(logits, seed):
    logits = samplers.forbid(logits, [0, len(logits) - 1][: len(logits) - 1])
    drawn = samplers.sample(np.tile(logits, (50, 1)), np.random.default_rng(seed))
    assert set(drawn) <= kept(logits)


@given(some_logits)
def test_softmax_sums_to_one_in_any_scale(logits):
    np.testing.assert_allclose(
        softmax(logits * 100), probabilities(logits * 100), atol=1e-12
    )


@pytest.mark.parametrize("token", [-1, 4])
def test_a_token_out_of_the_vocabulary_cannot_be_forbidden(token):
    with pytest.raises(ValueError, match="tokens.*4"):
        samplers.forbid(LOGITS, [0, token])


@pytest.mark.parametrize("token", [-2, 4])
def test_a_token_out_of_the_vocabulary_cannot_be_penalised(token):
    with pytest.raises(ValueError, match="tokens.*4"):
        samplers.repetition_penalty(LOGITS, [0, token], 2.0)


@pytest.mark.parametrize("row", [[0.0, np.nan, 1.0], [-np.inf] * 3])
@pytest.mark.parametrize(
    "choose", [samplers.greedy, lambda x: samplers.sample(x, np.random.default_rng(0))]
)
def test_nothing_is_chosen_from_rows_without_a_best(row, choose):
    with pytest.raises(ValueError, match="logits"):
        choose(np.array([[0.0, 1.0, 2.0], row]))
