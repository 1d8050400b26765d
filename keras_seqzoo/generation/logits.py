"""Logits made comparable: below the best of their row, as probabilities, as floats."""

import numpy as np

# No logit of a network, in float32 at most, becomes infinite by it in float64.
SAFE_DIVISOR = 1e-6


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
    if value >= SAFE_DIVISOR:
        return logits / value
    with np.errstate(over="ignore"):
        return logits / value


def known(tokens, size, least=0):
    """Returns tokens as integers if each is at least `least` and less than `size`."""
    tokens = np.asarray(tokens, int)
    if tokens.size and not (least <= tokens.min() and tokens.max() < size):
        raise ValueError(
            f"`tokens` must be integers in [{least}, {size}), the size of the "
            f"vocabulary. Received: {tokens.min()} to {tokens.max()}"
        )
    return tokens


def floats(logits):
    """Logits as an array of floats, so that minus infinity fits in."""
    logits = np.asarray(logits)
    return logits if np.issubdtype(logits.dtype, np.floating) else np.float64(logits)


def finite(values):
    return np.where(np.isfinite(values), values, 0)
