"""One step of a stacked GRU in NumPy."""

import numpy as np

from keras_seqzoo.generation.numpy_layers import UnitsLayer
from keras_seqzoo.generation.numpy_stack import NumpyStack
from keras_seqzoo.generation.numpy_steps import by_columns, columns, product, sigmoid


class NumpyGRU(NumpyStack):
    r"""Steps of a GRU language model (`reset_after=True`) on NumPy arrays.

    $$z = \sigma(x_z + U_z h) \qquad r = \sigma(x_r + U_r h) \qquad
      \tilde h = \tanh(x_h + r \odot (U_h h + b'_h)), \qquad
      h' = z \odot h + (1 - z) \odot \tilde h$$

    The input product of the first layer is a table with one row for each token.

    Args:
        embeddings: Array [V, D].
        cells: List of `(kernel [D, 3U], recurrent_kernel [U, 3U], bias [2, 3U])`, one
            for each layer, in Keras's order of gates.
        output: `(kernel [U, V], bias [V])`.

    Example:

    >>> state = steps.start(1)
    >>> logits, state = steps.step(np.array([2]), state)
    """

    def __init__(self, embeddings, cells, output):
        first, *upper = cells
        layers = [first_layer(embeddings, *first), *(upper_layer(*c) for c in upper)]
        super().__init__(layers, output)


class GRULayer(UnitsLayer):
    """A GRU, or some of its units; a subclass defines `gates_x`.

    The first two weights are the recurrent matrix and bias.
    """

    num_gates, num_states = 3, 1

    def __call__(self, x, states):
        recurrent, bias, *_ = self.weights
        (h,) = states
        return [gate(self.gates_x(x), product(h, recurrent) + bias, h[:, self.own])]

    def gates_x(self, x):
        """Returns what the inputs add to the gates, [B, 3U]."""
        raise NotImplementedError(f"{type(self).__name__} must define gates_x.")


class FirstGRU(GRULayer):
    def gates_x(self, x):
        return self.weights[2].take(x, axis=0)


class UpperGRU(GRULayer):
    @property
    def size(self):
        return super().size + self.weights[2].size

    def gates_x(self, x):
        return product(x, self.weights[2]) + self.weights[3]


def first_layer(embeddings, kernel, recurrent, bias):
    table = embeddings @ kernel + bias[0]
    return FirstGRU(by_columns(recurrent), bias[1], table)


def upper_layer(kernel, recurrent, bias):
    return UpperGRU(by_columns(recurrent), bias[1], by_columns(kernel), bias[0])


def gate(gates_x, gates_h, h):
    """Returns h [B, U] of the next step from both parts of the gates [B, 3U]."""
    units = h.shape[1]
    z, r = columns(sigmoid(gates_x[:, : 2 * units] + gates_h[:, : 2 * units]), units)
    candidate = np.tanh(gates_x[:, 2 * units :] + r * gates_h[:, 2 * units :])
    return candidate + z * (h - candidate)
