"""One step of a stacked GRU in NumPy."""

import numpy as np

from keras_seqzoo.generation.numpy_steps import NumpySteps, by_columns, columns, sigmoid


class NumpyGRU(NumpySteps):
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
        kernels, recurrent, biases = zip(*cells, strict=True)
        self.recurrent = list(map(by_columns, recurrent))
        self.biases = [bias[1] for bias in biases]
        self.table = embeddings @ kernels[0] + biases[0][0]
        self.upper = [
            (by_columns(kernel), bias[0])
            for kernel, bias in zip(kernels[1:], biases[1:], strict=True)
        ]
        self.kernel, self.bias = by_columns(output[0]), output[1]
        self.widths = [matrix.shape[0] for matrix in self.recurrent]

    def next(self, tokens, states):
        new_states = [self.layer(0, self.table.take(tokens, axis=0), states)]
        for layer, (kernel, bias) in enumerate(self.upper, 1):
            gates_x = new_states[-1] @ kernel + bias
            new_states.append(self.layer(layer, gates_x, states))
        return new_states[-1] @ self.kernel + self.bias, new_states

    def layer(self, number, gates_x, states):
        h = states[number]
        return gate(gates_x, h @ self.recurrent[number] + self.biases[number], h)


def gate(gates_x, gates_h, h):
    """Returns h [B, U] of the next step from both parts of the gates [B, 3U]."""
    units = h.shape[1]
    z, r = columns(sigmoid(gates_x[:, : 2 * units] + gates_h[:, : 2 * units]), units)
    candidate = np.tanh(gates_x[:, 2 * units :] + r * gates_h[:, 2 * units :])
    return candidate + z * (h - candidate)
