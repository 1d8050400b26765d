"""Best paths and path probabilities of a linear-chain CRF in NumPy, without padding."""

from typing import NamedTuple

import numpy as np


class ChainScores(NamedTuple):
    """Scores of tags: first ones [K], from row to column [K, K], last ones [K]."""

    start: np.ndarray
    transitions: np.ndarray
    end: np.ndarray


def best_paths(emissions, scores, packing):
    r"""The tag sequences of highest score, $$\arg\max_y \sum_t \psi_t(y_{t-1}, y_t)$$.

    Args:
        emissions: Array [N, K] for the items of a `Packing`.
        scores: `ChainScores`.
        packing: `Packing`.

    Returns:
        int array [N].

    Reference: Viterbi (1967).
    """
    packed = emissions[packing.forward]
    into = np.ascontiguousarray(scores.transitions.T)
    total, origins = None, []
    for step in packing.steps():
        count = step.stop - step.start
        if total is None:
            total = scores.start + packed[step]
            continue
        paths = total[:count, None, :] + into
        origins.append(paths.argmax(axis=2))
        total[:count] = paths.max(axis=2) + packed[step]
    tags = np.empty(len(emissions), np.int64)
    if total is not None:
        tags[packing.forward] = trace_back(total + scores.end, origins, packing.counts)
    return tags


def trace_back(final, origins, counts):
    """Packed tags of the paths that end best in `final` [B, K]."""
    tag, found = final.argmax(axis=1), []
    for count, origin in zip(counts[:0:-1], origins[::-1], strict=True):
        found.append(tag[:count].copy())
        tag[:count] = origin[np.arange(count), tag[:count]]
    return np.concatenate([tag, *found[::-1]])


class PathShares:
    r"""Probabilities of stretches of a path: $$P = Z_{\mathrm{forced}} / Z$$.

    Args:
        emissions: Array [N, K] for the items of a `Packing`.
        scores: `ChainScores`.
        packing: `Packing`.
    """

    def __init__(self, emissions, scores, packing):
        emissions = emissions.astype(np.float64)
        scores = ChainScores(*(np.asarray(s, np.float64) for s in scores))
        self.emissions, self.transitions = emissions, scores.transitions
        self.before, self.after, total = both_ways(emissions, scores, packing)
        self.total = np.empty_like(total)
        self.total[packing.rows] = total

    def __call__(self, row, tags, first, last):
        """The probability that items `first` to `last` of a sequence have these tags.

        Args:
            row: Number of the sequence.
            tags: int array [N].
            first: Place of the first item among the N.
            last: Place behind the last one.
        """
        path = tags[first:last]
        inner = self.transitions[path[:-1], path[1:]].sum()
        inner += self.emissions[np.arange(first + 1, last - 1), path[1:-1]].sum()
        ends = self.before[first, path[0]] + self.after[last - 1, path[-1]]
        if last - first == 1:
            ends -= self.emissions[first, path[0]]
        return float(np.exp(min(ends + inner - self.total[row], 0.0)))


def both_ways(emissions, scores, packing):
    """Forward and backward scores [N, K], each with its own emission, and log Z [B].

    log Z is in the order of `packing.rows`.
    """
    packed = emissions[np.stack([packing.forward, packing.backward])]
    kernels = np.exp(np.stack([scores.transitions, scores.transitions.T]))
    total = None
    for step in packing.steps():
        if total is None:
            total = np.stack([scores.start, scores.end])[:, None] + packed[:, step]
        else:
            total[:, : step.stop - step.start] = packed[:, step] + log_product(
                total[:, : step.stop - step.start], kernels
            )
        packed[:, step] = total[:, : step.stop - step.start]
    ways = np.empty_like(packed)
    ways[0, packing.forward], ways[1, packing.backward] = packed
    return *ways, log_sum(total[0] + scores.end)


def log_product(scores, kernels):
    r"""$$\log \sum_i e^{s_i} K_{ij}$$, scores [..., n, K], kernels [..., K, K]."""
    top = scores.max(axis=-1, keepdims=True)
    with np.errstate(divide="ignore"):
        return np.log(np.matmul(np.exp(scores - top), kernels)) + top


def log_sum(scores):
    top = scores.max(axis=-1, keepdims=True)
    return np.log(np.exp(scores - top).sum(axis=-1)) + top[..., 0]
