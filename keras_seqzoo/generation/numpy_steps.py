"""Steps of a language model in NumPy, without the cost of a graph call."""

import numpy as np

from keras_seqzoo.generation.states import join, select
from keras_seqzoo.threads import one_thread, own_threads, side_by_side

LARGE_BATCH = 32
# Rows up to which the transposed product is faster.
FEW_ROWS = 64


class NumpySteps:
    """Base of the NumPy twins of language model networks.

    A subclass sets `widths`, the widths of its states, and defines
    `next(tokens, states) -> (logits, new states)`.
    """

    widths: list[int]

    def start(self, batch=1):
        """Returns the zero state, a list of arrays [batch, n]."""
        return [np.zeros((batch, width), np.float32) for width in self.widths]

    def step(self, tokens, states):
        """Returns `(logits [B, V], new states)` after one token of each row.

        Args:
            tokens: Integer array [B].
            states: List of arrays [B, n]; left as they are.
        """
        with one_thread():
            tokens = np.asarray(tokens)
            if self.is_large(tokens) and own_threads() > 1:
                return self.next_large(tokens, states)
            return self.next(tokens, states)

    def is_large(self, tokens):
        """Whether a step is worth more than one thread."""
        return len(tokens) >= LARGE_BATCH

    def next_large(self, tokens, states):
        """`next` of some rows on each thread.

        A core that is busy elsewhere only delays its own part, where BLAS with several
        threads waits in a loop at every product.
        """
        count = min(own_threads(), len(tokens))
        parts = np.array_split(np.arange(len(tokens)), count)
        done = side_by_side(
            lambda rows: self.next(tokens[rows], select(states, rows)), parts
        )
        logits, *states = join(*([logits, *after] for logits, after in done))
        return logits, states

    def next(self, tokens, states):
        raise NotImplementedError(f"{type(self).__name__} must define next.")


def sigmoid(z):
    """The logistic function, by one hyperbolic tangent."""
    return 0.5 * (1 + np.tanh(0.5 * z))


def silu(z):
    """z sigmoid(z)."""
    return z * sigmoid(z)


def columns(x, width):
    """Returns views of the columns of x, `width` at a time; faster than `np.split`."""
    return [x[:, start : start + width] for start in range(0, x.shape[1], width)]


def by_columns(matrix):
    """Returns a matrix stored by columns: one row times it is a few percent faster."""
    return np.asfortranarray(matrix)


def product(x, matrix):
    """x @ matrix, for few rows as the product of the transposes.

    With a matrix by columns that is up to twice as fast for 2 to 16 rows.
    """
    return (matrix.T @ x.T).T if len(x) <= FEW_ROWS else x @ matrix
