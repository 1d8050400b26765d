"""Ways to choose the next token: pure functions over logits [..., V] in NumPy.

All but `greedy` and `sample` return changed logits, so they compose; a token that must
not be chosen has the logit minus infinity.
"""

import numpy as np

from keras_seqzoo.generation.logits import (
    below_best,
    divided,
    finite,
    floats,
    known,
    softmax,
)
from keras_seqzoo.number_checks import check_integer, check_number, check_share


def temperature(logits, value):
    r"""Sharpens (value < 1) or flattens (value > 1) the distribution.

    $$p_i \propto \exp(l_i / \tau)$$

    Args:
        logits: Array [..., V].
        value: The temperature, a positive finite number.

    Returns:
        Logits in float64, the best of each row zero.

    Raises:
        ValueError: If `value` is not positive and finite.
    """
    check_number("temperature", value, low=0, low_allowed=False)
    return divided(below_best(logits), value)


def top_k(logits, k):
    """Keeps the `k` most probable tokens, and those that tie with the last of them.

    Args:
        logits: Array [..., V].
        k: Integer of at least 1; above V it keeps all.

    Returns:
        Logits [..., V], minus infinity for the tokens that are left out.

    Raises:
        ValueError: If `k` is no such integer.

    Example:

    >>> top_k(np.array([0.0, 2.0, 1.0]), 2)
    array([-inf,   2.,   1.])
    """
    check_integer("top_k", k, low=1)
    logits = floats(logits)
    k = min(int(k), logits.shape[-1])
    bound = np.partition(logits, -k, axis=-1)[..., -k, None]
    return np.where(logits >= bound, logits, -np.inf)


def top_p(logits, p):
    """Keeps the fewest most probable tokens whose probabilities sum to at least `p`.

    Args:
        logits: Array [..., V].
        p: Probability mass in (0, 1].

    Returns:
        Logits [..., V], minus infinity for the tokens that are left out.

    Raises:
        ValueError: If `p` is out of its range.

    Reference: Holtzman et al. (2020), section 3.1.
    """
    check_share("top_p", p)
    logits = floats(logits)
    return keep_first(logits, -logits, p)


def typical(logits, p):
    r"""Keeps the tokens whose information is closest to the entropy, up to mass `p`.

    $$\bigl| -\log p_i - H \bigr|, \qquad H = -\sum_j p_j \log p_j$$

    Args:
        logits: Array [..., V].
        p: Probability mass in (0, 1].

    Returns:
        Logits [..., V], minus infinity for the tokens that are left out.

    Raises:
        ValueError: If `p` is out of its range.

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

    Returns:
        Logits [..., V].

    Raises:
        ValueError: If `penalty` is less than 1, or a token is out of [-1, V).

    Reference: Keskar et al. (2019), section 4.1.
    """
    check_number("repetition_penalty", penalty, low=1)
    logits = floats(logits)
    tokens = known(tokens, logits.shape[-1], least=-1)
    seen = np.zeros((*logits.shape[:-1], logits.shape[-1] + 1), bool)
    np.put_along_axis(seen, tokens, True, axis=-1)
    lowered = np.where(logits > 0, logits / penalty, logits * penalty)
    return np.where(seen[..., :-1], lowered, logits)


def forbid(logits, tokens):
    """Gives the listed tokens the logit minus infinity.

    Args:
        logits: Array [..., V].
        tokens: Integers in [0, V).

    Returns:
        Logits [..., V].

    Raises:
        ValueError: If a token is out of its range.
    """
    changed = floats(logits).copy()
    changed[..., known(list(tokens), changed.shape[-1])] = -np.inf
    return changed


def greedy(logits):
    """Returns the most probable token, the first one on a tie: integers [...].

    Args:
        logits: Array [..., V].

    Raises:
        ValueError: If a row holds NaN, or minus infinity alone.
    """
    return np.argmax(below_best(logits), axis=-1)


def sample(logits, rng):
    """Draws a token from the distribution: integers [...].

    Args:
        logits: Array [..., V].
        rng: `numpy.random.Generator`; one uniform number is drawn for each token.

    Raises:
        ValueError: If a row holds NaN, or minus infinity alone.
    """
    return drawn(np.exp(below_best(logits)), rng)


def drawn(weights, rng):
    """Draws a token with a probability proportional to its weight: integers [...]."""
    cumulative = weights.cumsum(axis=-1)
    points = rng.random(cumulative.shape[:-1])[..., None] * cumulative[..., -1:]
    return (cumulative > points).argmax(axis=-1)


def keep_first(logits, ranks, p):
    """Keeps tokens in the order of `ranks` until their probabilities reach `p`."""
    order = np.argsort(ranks, axis=-1, kind="stable")
    sorted_probabilities = np.take_along_axis(softmax(logits), order, axis=-1)
    before = np.cumsum(sorted_probabilities, axis=-1) - sorted_probabilities
    kept = np.empty(logits.shape, bool)
    np.put_along_axis(kept, order, before < p, axis=-1)
    return np.where(kept, logits, -np.inf)
