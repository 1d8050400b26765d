r"""Pairwise potentials: the one tensor that all CRF functions look at.

Entry [b, t, i, j] is the score of tag j at step t after tag i at the real step before:

* The chain starts in a virtual tag, row 0. So row 0 of the first real step holds
  `start[j] + emission[j]`; its other rows are never looked at.
* A real step after it holds `transition[i, j] + emission[j]`.
* The last real step has `end[j]` added.
* A padded step, wherever it stands, is the identity of (logsumexp, +) and (max, +):
  0 on the diagonal, `IMPOSSIBLE` elsewhere. It hands every score on as it is.
"""

from keras import ops

IMPOSSIBLE = -1e9
FORBIDDEN = -1e6


def pairwise_potentials(emissions, mask, start, transitions, end):
    """Folds emissions, transitions, start and end scores and the mask into one tensor.

    Args:
        emissions: Tensor [B, T, K].
        mask: Boolean tensor [B, T], true at real steps.
        start: Tensor [K], score of a first tag.
        transitions: Tensor [K, K], from row to column.
        end: Tensor [K], score of a last tag.

    Returns:
        Tensor [B, T, K, K].
    """
    first, last = edges(mask)
    unary = emissions + pick(first, start) + pick(last, end)
    inner = ops.where(first[:, :, None, None], 0.0, transitions)
    real = unary[:, :, None, :] + ops.cast(inner, unary.dtype)
    return ops.where(mask[:, :, None, None], real, identity(transitions))


def checked(potentials):
    """Potentials as a tensor; raises an error unless they are [B, T, K, K]."""
    potentials = ops.convert_to_tensor(potentials)
    shape = tuple(potentials.shape)
    if len(shape) != 4 or shape[2] != shape[3]:
        raise ValueError(
            "`potentials` must be what layers.CRF gives, a tensor [B, T, K, K]; put "
            f"that layer after the emissions. Received: a tensor of shape {shape}"
        )
    return potentials


def edges(mask):
    """Where the first and the last real step of each row are, two of [B, T]."""
    count = ops.cumsum(ops.cast(mask, "int32"), axis=1)
    total = ops.sum(ops.cast(mask, "int32"), axis=1, keepdims=True)
    first = ops.logical_and(mask, ops.equal(count, 1))
    last = ops.logical_and(mask, ops.equal(count, total))
    return first, last


def pick(where, scores):
    """`scores` [K] at the steps where `where` [B, T] is true, zero elsewhere."""
    return ops.where(where[:, :, None], scores, ops.zeros_like(scores))


def identity(like):
    """Identity matrix [K, K] of (logsumexp, +)."""
    zeros = ops.zeros_like(like)
    return ops.where(ops.eye(like.shape[-1], dtype="bool"), zeros, zeros + IMPOSSIBLE)


def real_steps(potentials):
    """Boolean [B, T], true at the steps that are no padding."""
    return ops.greater(potentials[:, :, 0, -1], 0.5 * IMPOSSIBLE)


def virtual_start(potentials):
    """Scores [B, K] before the first step: 0 for tag 0, `IMPOSSIBLE` for the others."""
    size = potentials.shape[-1]
    zeros = ops.zeros((ops.shape(potentials)[0], size), dtype=potentials.dtype)
    return ops.where(ops.equal(ops.arange(size), 0), zeros, zeros + IMPOSSIBLE)
