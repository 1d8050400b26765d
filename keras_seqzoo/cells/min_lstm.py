"""The minimal LSTM whose gates do not see the state."""

import keras
from keras import ops

from keras_seqzoo.cells.initial import ones_at
from keras_seqzoo.cells.linear import LinearCell


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class MinLSTMCell(LinearCell):
    r"""LSTM cut down until a whole sequence is one linear recurrence.

    $$f_t = \sigma(W_f x_t + b_f) \qquad i_t = \sigma(W_i x_t + b_i) \qquad
      \tilde h_t = g(W_h x_t + b_h)$$
    $$h_t = \frac{f_t}{f_t + i_t} \odot h_{t-1}
        + \frac{i_t}{f_t + i_t} \odot \tilde h_t$$

    The ratio holds where both gates are zero in floating point too. Gates lie in the
    order (forget, input, candidate).

    Args:
        units: Number of units.
        activation: Activation $g$ of the candidate; the paper has none.
        unit_forget_bias: Whether the bias of the forget gate starts at one.
        **kwargs: Arguments of `KernelCell`.

    Returns:
        `(output [B, U], [h [B, U]])`.

    Example:

    >>> layer = keras.layers.RNN(keras_seqzoo.cells.MinLSTMCell(8))
    >>> tuple(layer(np.zeros((2, 5, 3))).shape)
    (2, 8)

    Reference: Feng et al. (2024), Were RNNs all we needed?, section 3.2.
    """

    num_gates = 3

    def __init__(self, units, activation="linear", unit_forget_bias=True, **kwargs):
        super().__init__(units, **kwargs)
        self.store(locals(), MinLSTMCell)

    def bias_start(self):
        if not self.unit_forget_bias:
            return self.bias_initializer
        return ones_at(0, self.num_gates, self.bias_initializer)

    def coefficients(self, gates_x):
        forget, take, candidate = ops.split(gates_x, 3, axis=-1)
        keep = share_of_first(forget, take)
        return keep, (1 - keep) * self.activation(candidate)


def share_of_first(a, b):
    r"""$\sigma(a) / (\sigma(a) + \sigma(b))$, also where both round to zero.

    $$\frac{1 + e^{-b}}{2 + e^{-a} + e^{-b}}$$

    Both sides of the ratio are divided by the largest of the terms.
    """
    largest = ops.stop_gradient(ops.maximum(ops.maximum(-a, -b), 0))
    one, of_a, of_b = (ops.exp(x - largest) for x in (0, -a, -b))
    return (one + of_b) / (2 * one + of_a + of_b)
