"""The best tag sequence."""

from keras import ops

from keras_seqzoo.layers.crf.chain import chain, time_first
from keras_seqzoo.layers.crf.potentials import checked, real_steps, virtual_start
from keras_seqzoo.layers.maximum import largest
from keras_seqzoo.recurrence.scan import scan


def viterbi(potentials):
    r"""The tag sequence of highest score, $$\arg\max_y \sum_t \psi_t(y_{t-1}, y_t)$$.

    Runs inside the graph and returns dense tensors, so a model can end in it.

    Args:
        potentials: Tensor [B, T, K, K] from `CRF`.

    Returns:
        `(tags [B, T] int32, score [B])`; padded steps have tag 0.

    Example:

    >>> emissions = np.array([[[0.0, 2.0], [3.0, 0.0]]])
    >>> tags, score = viterbi(keras_seqzoo.layers.CRF()(emissions))
    >>> tags.numpy().tolist(), float(score[0])
    ([[1, 0]], 5.0)

    Reference: Viterbi (1967).
    """
    potentials = checked(potentials)
    forward = time_first(potentials)
    final, before = chain(largest, virtual_start(potentials), forward)
    origins = ops.argmax(before[:, :, :, None] + forward, axis=2)
    last = ops.cast(ops.argmax(final, axis=1), "int32")
    tags = ops.transpose(trace_back(last, ops.cast(origins, "int32")), (1, 0))
    tags = ops.where(real_steps(potentials), tags, 0)
    return tags, largest(final, axis=1)


def trace_back(last, origins):
    """Tags [T, B] of the paths that end in `last` [B], by their origins [T, B, K]."""
    numbers = ops.arange(origins.shape[-1], dtype="int32")

    def step(tag, origin):
        chosen = ops.equal(numbers, tag[:, None])
        return ops.sum(ops.where(chosen, origin, 0), axis=1), tag

    return scan(step, last, origins, reverse=True)[1]
