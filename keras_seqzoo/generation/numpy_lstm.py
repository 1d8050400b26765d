"""One step of a stacked LSTM in NumPy, without the cost of a graph call."""

import numpy as np

from keras_seqzoo.generation.numpy_steps import NumpySteps, by_columns, columns


class NumpyLSTM(NumpySteps):
    r"""Steps of an LSTM language model on NumPy arrays.

    $$z = [x; h] \begin{bmatrix} W \\ U \end{bmatrix} + b \qquad
      c' = \sigma(z_f) \odot c + \sigma(z_i) \odot \tanh(z_c) \qquad
      h' = \sigma(z_o) \odot \tanh(c')$$

    The input product of the first layer is a table with one row for each token. Since
    sigma(z) = (1 + tanh(z / 2)) / 2, the weights of the three sigmoid gates are stored
    halved, and one tanh serves all four gates.

    Args:
        embeddings: Array [V, D].
        cells: List of `(kernel [D, 4U], recurrent_kernel [U, 4U], bias [4U])`, one for
            each layer, in Keras's order of gates.
        output: `(kernel [U, V], bias [V])`.

    Example:

    >>> state = steps.start(1)
    >>> logits, state = steps.step(np.array([2]), state)
    """

    def __init__(self, embeddings, cells, output):
        (first, recurrent, bias), *rest = [halve_sigmoid_gates(*cell) for cell in cells]
        self.table = embeddings @ first + bias
        self.recurrent = by_columns(recurrent)
        self.upper = [(by_columns(np.concatenate(cell[:2])), cell[2]) for cell in rest]
        self.kernel, self.bias = by_columns(output[0]), output[1]
        self.widths = [cell[1].shape[0] for cell in cells for _ in range(2)]

    def next(self, tokens, states):
        inputs = self.table.take(tokens, axis=0)
        h, c = gate(inputs + states[0] @ self.recurrent, states[1])
        new_states = [h, c]
        for (kernel, bias), h_old, c_old in zip(
            self.upper, states[2::2], states[3::2], strict=True
        ):
            h, c = gate(np.concatenate([h, h_old], axis=1) @ kernel + bias, c_old)
            new_states += [h, c]
        return h @ self.kernel + self.bias, new_states


def halve_sigmoid_gates(*cell):
    """Halves the weights of the input, forget and output gate."""
    scale = np.repeat(np.float32([0.5, 0.5, 1.0, 0.5]), cell[1].shape[0])
    return [weight * scale for weight in cell]


def gate(z, c):
    """Returns h and c [B, U] of the next step from the scaled gates z [B, 4U]."""
    z, units = np.tanh(z), c.shape[1]
    i, f, _, o = columns(1 + z, units)
    c = f * c
    c += i * z[:, 2 * units : 3 * units]
    c *= 0.5
    h = np.tanh(c)
    h *= o
    h *= 0.5
    return h, c
