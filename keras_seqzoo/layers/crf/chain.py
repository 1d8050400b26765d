"""The recursion over time that all CRF functions share."""

from keras import ops

from keras_seqzoo.recurrence.scan import scan


def chain(total, start, potentials):
    r"""Scores of every tag before and after all steps.

    $$s_t(j) = \mathrm{total}_i \, (s_{t-1}(i) + \psi_t(i, j))$$

    Args:
        total: `ops.logsumexp` or `largest`, called with `axis=1`.
        start: Tensor [B, K], scores before the first step.
        potentials: Tensor [T, B, K, K], time first.

    Returns:
        `(final, before)`: scores after the last step [B, K] and before each step
        [T, B, K].
    """

    def step(scores, potential):
        return total(scores[:, :, None] + potential, axis=1), scores

    return scan(step, start, potentials)


def time_first(potentials):
    return ops.transpose(potentials, (1, 0, 2, 3))


def mirrored(potentials):
    """The chain read from its end to its start; time is the first axis."""
    return ops.flip(ops.transpose(potentials, (0, 1, 3, 2)), axis=0)
