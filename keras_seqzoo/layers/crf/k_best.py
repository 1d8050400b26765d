"""The k best tag sequences."""

from keras import ops

from keras_seqzoo.layers.crf.chain import time_first
from keras_seqzoo.layers.crf.potentials import (
    FORBIDDEN,
    IMPOSSIBLE,
    checked,
    real_steps,
    virtual_start,
)
from keras_seqzoo.recurrence.scan import scan


def k_best(potentials, k):
    """The `k` tag sequences of highest score, best first.

    The Viterbi recursion with the `k` best paths into every tag instead of one.

    Args:
        potentials: Tensor [B, T, K, K] from `CRF`.
        k: Number of sequences, a positive integer.

    Returns:
        `(tags [B, k, T] int32, scores [B, k])`; padded steps have tag 0. Where a row
        has fewer than `k` sequences, or only forbidden ones are left, the tags are 0
        and the score is minus infinity.

    Raises:
        ValueError: If `k` is not a positive integer.

    Example:

    >>> emissions = np.array([[[0.0, 2.0], [3.0, 0.0]]])
    >>> tags, scores = k_best(keras_seqzoo.layers.CRF()(emissions), 2)
    >>> tags.numpy().tolist(), scores.numpy().tolist()
    ([[[1, 0], [0, 0]]], [[5.0, 3.0]])
    """
    if not isinstance(k, int) or isinstance(k, bool) or k < 1:
        raise ValueError(f"`k` must be a positive integer. Received: k={k!r}")
    potentials = checked(potentials)
    final, origins = best_paths(potentials, k)
    scores, last = ops.top_k(final, k)
    paths = trace_back(ops.cast(last, "int32"), origins)
    tags = ops.transpose(paths // k, (1, 2, 0))
    exists = ops.greater(scores, 0.5 * FORBIDDEN)
    shown = ops.logical_and(real_steps(potentials)[:, None, :], exists[:, :, None])
    return ops.where(shown, tags, 0), ops.where(exists, scores, float("-inf"))


def best_paths(potentials, k):
    """Scores of the k best paths into every tag, and where each came from.

    A path is numbered tag · k + rank. Returns `(final [B, K·k], origins [T, B, K·k])`.
    """
    size = potentials.shape[-1]
    start = virtual_start(potentials)[:, :, None]
    start = ops.pad(start, ((0, 0), (0, 0), (0, k - 1)), constant_values=IMPOSSIBLE)

    def step(scores, potential):
        candidates = ops.reshape(scores, (-1, 1, size, k)) + potential[:, :, :, None]
        scores, origins = ops.top_k(ops.reshape(candidates, (-1, size, size * k)), k)
        origins = ops.cast(ops.reshape(origins, (-1, size * k)), "int32")
        return ops.reshape(scores, (-1, size * k)), origins

    into = ops.transpose(time_first(potentials), (0, 1, 3, 2))
    return scan(step, ops.reshape(start, (-1, size * k)), into)


def trace_back(last, origins):
    """Path numbers [T, B, k] of the paths that end in `last` [B, k]."""

    def step(path, origin):
        return ops.take_along_axis(origin, path, axis=1), path

    return scan(step, last, origins, reverse=True)[1]
