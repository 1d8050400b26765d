"""Log-partition and marginals by the forward-backward algorithm."""

from keras import backend, ops

from keras_seqzoo.layers.crf.chain import chain, mirrored, time_first
from keras_seqzoo.layers.crf.potentials import checked, real_steps, virtual_start


def log_partition(potentials):
    r"""Logarithm of the summed exponentiated scores of all tag sequences.

    $$\log Z = \log \sum_{y} \exp \sum_t \psi_t(y_{t-1}, y_t)$$

    Its gradient is written by hand: the pairwise marginals, whose backward scores are
    computed in the same loop as the forward scores. First derivatives only.

    Args:
        potentials: Tensor [B, T, K, K] from `CRF`.

    Returns:
        Tensor [B]; 0 for a sequence without real steps.

    Example:

    >>> potentials = keras_seqzoo.layers.CRF()(np.zeros((1, 2, 3)))
    >>> round(float(log_partition(potentials)[0]), 4)  # log of 3 ** 2 paths
    2.1972

    Reference: Lafferty, McCallum & Pereira (2001).
    """
    potentials = checked(potentials)
    if backend.backend() == "numpy":
        return forward_backward(potentials)[0]
    return ops.custom_gradient(partition_and_gradient)(potentials)


def partition_and_gradient(potentials):
    total, alpha, beta = forward_backward(potentials)

    def gradient(*args, upstream=None):
        upstream = args[0] if upstream is None else upstream
        probabilities = pair_probabilities(potentials, total, alpha, beta)
        return upstream[:, None, None, None] * probabilities

    return total, gradient


def pairwise_marginals(potentials):
    r"""Probability of every pair of neighbouring tags, $$p(y_{t-1} = i, y_t = j)$$.

    Args:
        potentials: Tensor [B, T, K, K] from `CRF`.

    Returns:
        Tensor [B, T, K, K]. At the first real step only row 0 is not zero; zero at
        padded steps.
    """
    potentials = checked(potentials)
    probabilities = pair_probabilities(potentials, *forward_backward(potentials))
    real = real_steps(potentials)[:, :, None, None]
    return ops.where(real, probabilities, ops.zeros_like(probabilities))


def marginals(potentials):
    r"""Probability of every tag at every step, $$p(y_t = j)$$.

    Args:
        potentials: Tensor [B, T, K, K] from `CRF`.

    Returns:
        Tensor [B, T, K]; zero at padded steps.

    Example:

    >>> potentials = keras_seqzoo.layers.CRF()(np.zeros((1, 2, 4)))
    >>> marginals(potentials)[0, 0].numpy()
    array([0.25, 0.25, 0.25, 0.25], dtype=float32)
    """
    return ops.sum(pairwise_marginals(potentials), axis=2)


def forward_backward(potentials):
    """Runs the chain from both ends in one loop, as a batch of twice the size.

    Returns:
        `(log-partition [B], alpha [B, T, K], beta [B, T, K])`: forward scores before
        each step and backward scores after it.
    """
    forward = time_first(potentials)
    both = ops.concatenate([forward, mirrored(forward)], axis=1)
    start = virtual_start(potentials)
    starts = ops.concatenate([start, ops.zeros_like(start)], axis=0)
    final, before = chain(ops.logsumexp, starts, both)
    batch = ops.shape(potentials)[0]
    alpha = ops.transpose(before[:, :batch], (1, 0, 2))
    beta = ops.transpose(ops.flip(before[:, batch:], axis=0), (1, 0, 2))
    return ops.logsumexp(final[:batch], axis=1), alpha, beta


def pair_probabilities(potentials, total, alpha, beta):
    scores = alpha[:, :, :, None] + potentials + beta[:, :, None, :]
    return ops.exp(scores - total[:, None, None, None])
