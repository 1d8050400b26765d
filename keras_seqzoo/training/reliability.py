"""How often answers are right by how sure they are."""

import numpy as np


def reliability_of(sure, right, bins=10):
    r"""Compares the confidence of answers with how often they are right.

    $$\mathrm{ECE} = \sum_b \frac{n_b}{n} \, |\mathrm{acc}_b - \mathrm{conf}_b|$$

    Args:
        sure: Array [n], a probability for each answer.
        right: Boolean array [n].
        bins: Number of equal ranges of the probability.

    Returns:
        `{"confidence", "accuracy", "count"}`, lists with an entry for each range that
        holds an answer, and `"error"`, the expected calibration error; 0 for none.

    Example:

    >>> round(reliability_of([0.9, 0.8], [True, False], bins=2)["error"], 2)
    0.35

    Reference: Guo et al. (2017), section 2.
    """
    sure, right = np.asarray(sure, float), np.asarray(right, bool)
    places = np.minimum((sure * bins).astype(int), bins - 1)
    groups = [places == place for place in np.unique(places)]
    count = [int(group.sum()) for group in groups]
    confidence = [float(sure[group].mean()) for group in groups]
    accuracy = [float(right[group].mean()) for group in groups]
    gaps = [n * abs(c - a) for n, c, a in zip(count, confidence, accuracy, strict=True)]
    return {
        "confidence": confidence,
        "accuracy": accuracy,
        "count": count,
        "error": float(sum(gaps) / max(sum(count), 1)),
    }
