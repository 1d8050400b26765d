"""Beam search against all continuations there are."""

from itertools import product

import numpy as np
import pytest

from keras_seqzoo.generation import RowDraws, beam_search, generate_rows
from keras_seqzoo.generation.logits import softmax
from keras_seqzoo.generation.samplers import greedy

SIZE, END = 4, 3
TABLE = np.random.default_rng(4).normal(size=(SIZE, SIZE))


class Markov:
    """Steps of a model whose next token depends on the last one alone."""

    def step(self, tokens, states):
        return TABLE[np.asarray(tokens)], [states[0] + 1]


FIRST = TABLE[[0]]
STATES = [np.zeros((1, 1))]


def log_probability(tokens):
    pairs = zip([0, *tokens], tokens, strict=False)
    return sum(np.log(softmax(TABLE[now])[then]) for now, then in pairs)


def every_continuation(length):
    """All that end with `END`, and all of the full length."""
    for n in range(1, length + 1):
        for tokens in product(range(SIZE), repeat=n):
            if END not in tokens[:-1] and (tokens[-1] == END or n == length):
                yield tokens


@pytest.mark.parametrize("alpha", [0.0, 0.7, 1.5])
def test_a_wide_beam_finds_the_best_of_all(alpha):
    found = beam_search(Markov(), FIRST, STATES, 4, 300, alpha, END)
    scored = {
        tokens: log_probability(tokens) / len(tokens) ** alpha
        for tokens in every_continuation(4)
    }
    best = sorted(scored, key=scored.get, reverse=True)
    assert [beam.tokens for beam in found[:5]] == best[:5]
    for beam in found[:5]:
        assert beam.score == pytest.approx(scored[beam.tokens])
        assert beam.log_probability == pytest.approx(log_probability(beam.tokens))


def test_a_beam_of_one_is_greedy():
    (found,) = beam_search(Markov(), FIRST, STATES, 6, width=1)
    token, expected = 0, []
    for _ in range(6):
        token = int(greedy(TABLE[token]))
        expected.append(token)
    assert list(found.tokens) == expected


def test_a_forbidden_token_is_never_chosen():
    found = beam_search(Markov(), FIRST, STATES, 3, 9, forbidden=(1,))
    assert len(found) == 9
    assert all(1 not in beam.tokens for beam in found)


def test_fewer_continuations_than_the_width_are_all():
    found = beam_search(Markov(), FIRST, STATES, 1, width=99, end=END)
    assert len(found) == SIZE


@pytest.mark.parametrize(
    "name, value", [("length", 0), ("width", 2.5), ("length_penalty", -1.0)]
)
def test_wrong_arguments_are_named(name, value):
    with pytest.raises(ValueError, match=f"`{name}`"):
        beam_search(Markov(), FIRST, STATES, **{"length": 3, name: value})


def test_rows_end_one_by_one():
    kept, left = [], [2, 4, 1]

    def ended(row, token):
        left[row] -= 1
        return left[row] == 0

    written = generate_rows(
        Markov(),
        TABLE[[0, 0, 0]],
        [np.zeros((3, 1))],
        choose=lambda logits, recent: greedy(logits),
        ended=ended,
        keep=kept.append,
        tokens=[[0]] * 3,
    )
    (longest,) = (beam.tokens for beam in beam_search(Markov(), FIRST, STATES, 4, 1))
    assert [len(row) for row in written] == [2, 4, 1]
    assert written == [list(longest[:n]) for n in (2, 4, 1)]
    assert kept == [[0, 1], [1], []]


def test_the_draws_of_a_row_do_not_depend_on_the_others():
    many, one = RowDraws(3, seed=5), RowDraws([1], seed=5)
    drawn = [many.random((3,))[1] for _ in range(200)]
    many.keep([1])
    drawn += [many.random((1,))[0] for _ in range(200)]
    assert drawn == [one.random((1,))[0] for _ in range(400)]
    assert len(set(drawn)) == 400
    with pytest.raises(ValueError, match="`shape` must be"):
        many.random((2,))
