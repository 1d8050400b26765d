"""The CRF by listing every tag path of a single sequence, in NumPy float64."""

from itertools import pairwise, product
from typing import NamedTuple

import numpy as np


class Weights(NamedTuple):
    start: np.ndarray  # [K]
    transitions: np.ndarray  # [K, K]
    end: np.ndarray  # [K]


def random_weights(size, seed=0, scale=1.0):
    rng = np.random.default_rng(seed)
    shapes = (size,), (size, size), (size,)
    return Weights(*(rng.normal(scale=scale, size=s).astype("float32") for s in shapes))


def path_score(path, emissions, weights):
    if not path:
        return 0.0
    score = float(weights.start[path[0]]) + float(weights.end[path[-1]])
    score += sum(float(emissions[t, j]) for t, j in enumerate(path))
    return score + sum(float(weights.transitions[i, j]) for i, j in pairwise(path))


def all_paths(emissions, weights):
    """Every tag path of emissions [n, K] and its score, best first."""
    length, size = emissions.shape
    paths = list(product(range(size), repeat=length))
    scores = np.array([path_score(p, emissions, weights) for p in paths])
    order = np.argsort(-scores, kind="stable")
    return [paths[i] for i in order], scores[order]


def log_partition(emissions, weights):
    scores = all_paths(emissions, weights)[1]
    return scores.max() + np.log(np.exp(scores - scores.max()).sum())


def counts(path, length, size):
    """How often a path uses each emission, start, transition and end score."""
    emission = np.zeros((length, size))
    weights = Weights(np.zeros(size), np.zeros((size, size)), np.zeros(size))
    for t, j in enumerate(path):
        emission[t, j] += 1
    for i, j in pairwise(path):
        weights.transitions[i, j] += 1
    if path:
        weights.start[path[0]] += 1
        weights.end[path[-1]] += 1
    return [emission, *weights]


def expected_counts(emissions, weights):
    """The mean of `counts` over all paths: the gradients of the log-partition."""
    paths, scores = all_paths(emissions, weights)
    probabilities = np.exp(scores - log_partition(emissions, weights))
    total = [np.zeros_like(c) for c in counts((), *emissions.shape)]
    for path, probability in zip(paths, probabilities, strict=True):
        for sum_, count in zip(total, counts(path, *emissions.shape), strict=True):
            sum_ += probability * count
    return total
