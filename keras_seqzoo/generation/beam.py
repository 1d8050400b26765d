"""Beam search: the most probable continuations instead of a drawn one."""

from typing import NamedTuple

import numpy as np

from keras_seqzoo.generation.logits import softmax
from keras_seqzoo.generation.samplers import forbid
from keras_seqzoo.generation.states import select
from keras_seqzoo.number_checks import check_integer, check_number


class Beam(NamedTuple):
    """A continuation: its tokens, the sum of their log-probabilities, its score."""

    tokens: tuple
    log_probability: float
    score: float


def beam_search(
    steps,
    logits,
    states,
    length,
    width=5,
    length_penalty=1.0,
    end=None,
    forbidden=(),
    stops=lambda tokens: False,
):
    r"""Returns the best continuations found by a beam search, the best first.

    $$\mathrm{score}(y) = \frac{\log p(y)}{|y|^\alpha}$$

    A continuation ends with the token `end` or after `length` tokens. With α = 0 the
    most probable one wins, which is mostly a short one; with α = 1 the one with the
    highest mean log-probability.

    Args:
        steps: Object with `step(tokens [B], states) -> (logits [B, V], states)`.
        logits: Array [1, V] after the prompt.
        states: The state after it, a list of arrays [1, n].
        length: Most tokens of a continuation.
        width: Number of continuations that are kept at each step.
        length_penalty: Exponent α, in [0, 10].
        end: Token that ends a continuation, or `None`.
        forbidden: Tokens never to choose.
        stops: Function of a tuple of tokens: is it a whole continuation?

    Returns:
        List of at most `width` `Beam`.

    Raises:
        ValueError: If an argument is out of its range.

    Example:

    >>> best = beam_search(steps, logits, states, length=20, width=4)[0]

    Reference: Graves (2012); length normalisation: Wu et al. (2016), section 7.
    """
    check_number("length_penalty", length_penalty, low=0, high=10)
    check_integer("length", length, low=1)
    check_integer("width", width, low=1)
    live, sums, finished = [()], np.zeros(1), []
    for _ in range(length):
        allowed = forbid(np.asarray(logits, np.float64), forbidden)
        rows, tokens, sums = best_steps(allowed, sums, width)
        live = [(*live[r], int(t)) for r, t in zip(rows, tokens, strict=True)]
        ended = np.array([y[-1] == end or stops(y) for y in live], bool)
        finished += beams(live, sums, ended, length_penalty)
        going = np.flatnonzero(~ended)
        live, sums = [live[place] for place in going], sums[going]
        if not live or decided(finished, sums, width, length**length_penalty):
            break
        logits, states = steps.step(tokens[going], select(states, rows[going]))
    finished += beams(live, sums, np.ones(len(live), bool), length_penalty)
    return sorted(finished, key=lambda beam: -beam.score)[:width]


def best_steps(logits, sums, width):
    """The `width` best pairs of row and next token: `(rows, tokens, new sums)`."""
    with np.errstate(divide="ignore"):
        totals = (sums[:, None] + np.log(softmax(logits))).ravel()
    order = np.argsort(-totals, kind="stable")[:width]
    order = order[np.isfinite(totals[order])]
    return *np.divmod(order, logits.shape[1]), totals[order]


def beams(live, sums, chosen, length_penalty):
    """`Beam`s of the chosen rows."""
    return [
        Beam(tokens, float(total), float(total / len(tokens) ** length_penalty))
        for tokens, total, wanted in zip(live, sums, chosen, strict=True)
        if wanted
    ]


def decided(finished, sums, width, largest_divisor):
    """Whether no continuation that goes on can still come among the best."""
    if len(finished) < width:
        return False
    worst = sorted((beam.score for beam in finished), reverse=True)[width - 1]
    return bool(sums.max() / largest_divisor <= worst)
