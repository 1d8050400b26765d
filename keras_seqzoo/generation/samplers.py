"""Ways to choose the next token: pure functions over logits [..., V] in NumPy.

All but `greedy` and `sample` return changed logits, so they compose; a token that must
not be chosen has the logit minus infinity.
"""

import numpy as np

from keras_seqzoo.number_checks import check_integer, check_number, check_share


def temperature(logits, value):
    r"""Sharpens (value < 1) or flattens (value > 1) the distribution.

    $$p_i \propto \exp(l_i / \tau)$$

    Args:
        logits: Array [..., V].
        value: The temperature, a positive finite number.

    Raises:
        ValueError: If `value` is not positive and finite.
    """
    check_number("temperature", value, low=0, low_allowed=False)
    return divided(below_best(logits), value)


def top_k(logits, k):
    """Keeps the `k` most probable tokens, and those that tie with the last of them."""
    check_integer("top_k", k, low=1)
    logits = floats(logits)
    k = min(int(k), logits.shape[-1])
    bound = np.partition(logits, -k, axis=-1)[..., -k, None]
    return np.where(logits >= bound, logits, -np.inf)


def top_p(logits, p):
    """Keeps the fewest most probable tokens whose probabilities sum to at least `p`.

    Reference: Holtzman et al. (2020), section 3.1.
    """
    check_share("top_p", p)
    logits = floats(logits)
    return keep_first(logits, -logits, p)


def typical(logits, p):
    r"""Keeps the tokens whose information is closest to the entropy, up to mass `p`.

    $$\bigl| -\log p_i - H \bigr|, \qquad H = -\sum_j p_j \log p_j$$

    Reference: Meister et al. (2023), section 4.
    """
    check_share("typical", p)
    logits = floats(logits)
    probabilities = softmax(logits)
    with np.errstate(divide="ignore"):
        information = -np.log(probabilities)
    products = np.where(probabilities > 0, probabilities * finite(information), 0)
    entropy = products.sum(axis=-1, keepdims=True)
    return keep_first(logits, np.abs(information - entropy), p)


def repetition_penalty(logits, tokens, penalty):
    """Lowers tokens that came before: divides positive logits, multiplies negative.

    Args:
        logits: Array [..., V].
        tokens: Integer array [..., N] of the tokens so far; -1 stands for none.
        penalty: Number of at least 1.

    Reference: Keskar et al. (2019), section 4.1.
    """
    check_number("repetition_penalty", penalty, low=1)
    logits = floats(logits)
    seen = np.zeros((*logits.shape[:-1], logits.shape[-1] + 1), bool)
    np.put_along_axis(seen, np.asarray(tokens, int), True, axis=-1)
    lowered = np.where(logits > 0, logits / penalty, logits * penalty)
    return np.where(seen[..., :-1], lowered, logits)


def forbid(logits, tokens):
    """Gives the listed tokens the logit minus infinity."""
    changed = floats(logits).copy()
    changed[..., list(tokens)] = -np.inf
    return changed


def greedy(logits):
    """Returns the most probable token, the first one on a tie: integers [...]."""
    return np.argmax(logits, axis=-1)


def sample(logits, rng):
    """Draws a token from the distribution: integers [...].

    Args:
        logits: Array [..., V].
        rng: `numpy.random.Generator`; one uniform number is drawn for each token.
    """
    return drawn(np.exp(below_best(logits)), rng)


def drawn(weights, rng):
    """Draws a token with a probability proportional to its weight: integers [...]."""
    cumulative = weights.cumsum(axis=-1)
    points = rng.random(cumulative.shape[:-1])[..., None] * cumulative[..., -1:]
    return (cumulative <= points).sum(axis=-1)


def softmax(logits):
    """Probabilities in float64 over the last axis."""
    weights = np.exp(below_best(logits))
    return weights / weights.sum(axis=-1, keepdims=True)


def below_best(logits):
    """Logits in float64, the best of each row zero, which changes no probability.

    Raises:
        ValueError: If a row has no best token: it holds NaN, or minus infinity alone.
    """
    logits = np.asarray(logits, np.float64)
    best = logits.max(axis=-1, keepdims=True, initial=-np.inf)
    if np.isfinite(best).all():
        return logits - best
    raise ValueError(
        "`logits` must hold a finite number in each row that is not forbidden, and "
        "neither NaN nor infinity. A model that gives others has broken weights."
    )


def divided(logits, value):
    """Logits of which the best is zero, divided; the others may become -infinity."""
    with np.errstate(over="ignore"):
        return logits / value


def keep_first(logits, ranks, p):
    """Keeps tokens in the order of `ranks` until their probabilities reach `p`."""
    order = np.argsort(ranks, axis=-1, kind="stable")
    sorted_probabilities = np.take_along_axis(softmax(logits), order, axis=-1)
    before = np.cumsum(sorted_probabilities, axis=-1) - sorted_probabilities
    kept = np.empty(logits.shape, bool)
    np.put_along_axis(kept, order, before < p, axis=-1)
    return np.where(kept, logits, -np.inf)


def floats(logits):
    """Logits as an array of floats, so that minus infinity fits in."""
    logits = np.asarray(logits)
    return logits if np.issubdtype(logits.dtype, np.floating) else np.float64(logits)


def finite(values):
    return np.where(np.isfinite(values), values, 0)
