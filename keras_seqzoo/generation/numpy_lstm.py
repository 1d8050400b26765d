"""One step of a stacked LSTM in NumPy, without the cost of a graph call."""

import numpy as np

from keras_seqzoo.generation.numpy_layers import UnitsLayer
from keras_seqzoo.generation.numpy_stack import NumpyStack
from keras_seqzoo.generation.numpy_steps import by_columns, columns, product


class NumpyLSTM(NumpyStack):
    r"""Steps of an LSTM language model on NumPy arrays.

    $$z = [x; h] \begin{bmatrix} W \\ U \end{bmatrix} + b \qquad
      c' = \sigma(z_f) \odot c + \sigma(z_i) \odot \tanh(z_c) \qquad
      h' = \sigma(z_o) \odot \tanh(c')$$

    Of zoneout with the rate p, s' becomes p s + (1 - p) s' for both states.

    The input product of the first layer is a table with one row for each token. Since
    sigma(z) = (1 + tanh(z / 2)) / 2, the weights of the three sigmoid gates are stored
    halved, and one tanh serves all four gates.

    Args:
        embeddings: Array [V, D].
        cells: List of `(kernel [D, 4U], recurrent_kernel [U, 4U], bias [4U])`, one for
            each layer, in Keras's order of gates.
        output: `(kernel [U, V], bias [V])`.
        zoneout: Shares of h and of c that stay as they were, the means of zoneout.

    Example:

    >>> state = steps.start(1)
    >>> logits, state = steps.step(np.array([2]), state)
    """

    def __init__(self, embeddings, cells, output, zoneout=(0.0, 0.0)):
        first, *upper = (halve_sigmoid_gates(*cell) for cell in cells)
        layers = [
            first_layer(embeddings, *first, zoneout=zoneout),
            *(upper_layer(*cell, zoneout=zoneout) for cell in upper),
        ]
        super().__init__(layers, output)


class LSTMLayer(UnitsLayer):
    """An LSTM, or some of its units; a subclass defines `gates`.

    Args:
        *weights: As for `UnitsLayer`.
        zoneout: Shares of h and of c that stay as they were.
    """

    num_gates, num_states = 4, 2

    def __init__(self, *weights, zoneout):
        super().__init__(*weights)
        self.zoneout = zoneout

    def __call__(self, x, states):
        h, c = states
        new = gate(self.gates(x, h), c[:, self.own])
        if not any(self.zoneout):
            return new
        return [
            share * old[:, self.own] + (1 - share) * state
            for share, old, state in zip(self.zoneout, states, new, strict=True)
        ]

    def gates(self, x, h):
        """Returns the scaled gates [B, 4U] of the inputs and of the whole h."""
        raise NotImplementedError(f"{type(self).__name__} must define gates.")


class FirstLSTM(LSTMLayer):
    def gates(self, x, h):
        recurrent, table = self.weights
        return table.take(x, axis=0) + product(h, recurrent)


class UpperLSTM(LSTMLayer):
    def gates(self, x, h):
        kernel, bias = self.weights
        return product(np.concatenate([x, h], axis=1), kernel) + bias


def first_layer(embeddings, kernel, recurrent, bias, zoneout):
    return FirstLSTM(by_columns(recurrent), embeddings @ kernel + bias, zoneout=zoneout)


def upper_layer(kernel, recurrent, bias, zoneout):
    both = by_columns(np.concatenate([kernel, recurrent]))
    return UpperLSTM(both, bias, zoneout=zoneout)


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
    return [h, c]
