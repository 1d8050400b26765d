"""The samplers of `samplers` joined into one function that chooses the next token."""

from functools import partial

import numpy as np

from keras_seqzoo.generation import samplers
from keras_seqzoo.generation.logits import below_best, divided
from keras_seqzoo.number_checks import check_number, check_seed


def chooser(
    temperature=1.0,
    top_k=None,
    top_p=None,
    typical=None,
    repetition_penalty=None,
    forbidden=(),
    seed=None,
    draws=None,
):
    """Returns a function that chooses tokens.

    The order is: forbidden tokens, repetition penalty, temperature, `top_k`, `top_p`,
    `typical`, then a draw.

    Args:
        temperature: Number of at least 0; 0 chooses the most probable token.
        top_k: Number of tokens to keep, or `None`.
        top_p: Probability mass to keep, in (0, 1], or `None`.
        typical: Probability mass of typical tokens to keep, in (0, 1], or `None`.
        repetition_penalty: Number of at least 1, or `None`.
        forbidden: Tokens never to choose.
        seed: Seed of the draws; `None` for a fresh one.
        draws: What gives the uniform numbers in place of `seed`: an object with
            `random(shape)`, such as `RowDraws`.

    Returns:
        Function `(logits [..., V], tokens so far [..., N]) -> tokens [...]`.

    Raises:
        ValueError: If an argument is out of its range; of the function, if logits hold
            NaN or leave no token to choose.

    Example:

    >>> choose = chooser(temperature=0.8, top_p=0.95, seed=1)
    >>> choose(np.array([[0.0, 1.0, 2.0]]), np.zeros((1, 0), int)).shape
    (1,)
    """
    check_number("temperature", temperature, low=0)
    check_seed(seed)
    filters = bound_filters(
        (samplers.top_k, top_k), (samplers.top_p, top_p), (samplers.typical, typical)
    )
    allow, penalise = bound_mask(forbidden), bound_penalty(repetition_penalty)
    if temperature == 0:
        draw = partial(np.argmax, axis=-1)
    else:
        draws = np.random.default_rng(seed) if draws is None else draws
        filters = [partial(divided, value=temperature), *filters]

        def draw(logits):
            return samplers.drawn(np.exp(logits), draws)

    def choose(logits, tokens):
        logits = below_best(penalise(allow(logits), tokens))
        for keep in filters:
            logits = keep(logits)
        return draw(logits)

    return choose


def bound_mask(forbidden):
    """Returns `logits -> logits` in float64, with minus infinity for some tokens."""
    forbidden, masks = list(forbidden), {}

    def allow(logits):
        size = np.shape(logits)[-1]
        if size not in masks:
            masks[size] = samplers.forbid(np.zeros(size), forbidden)
        return np.add(logits, masks[size], dtype=np.float64)

    return allow


def bound_filters(*settings):
    """Returns functions of logits for the `(sampler, value)` whose value is not `None`.

    Each runs once, so that a wrong value is named before any work is done.
    """
    filters = [
        lambda logits, sampler=sampler, value=value: sampler(logits, value)
        for sampler, value in settings
        if value is not None
    ]
    for keep in filters:
        keep(np.zeros(2))
    return filters


def bound_penalty(value):
    """Returns `(logits, tokens) -> logits` for a repetition penalty or for none."""
    if value is None:
        return lambda logits, tokens: logits
    check_number("repetition_penalty", value, low=1)
    return partial(samplers.repetition_penalty, penalty=value)
