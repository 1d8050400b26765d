"""The simple recurrent unit."""

import keras
from keras import ops

from keras_seqzoo.cells.linear import LinearCell
from keras_seqzoo.cells.sums import plus


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class SRUCell(LinearCell):
    r"""Simple recurrent unit: a linear recurrence with a highway around it.

    $$\tilde x_t = W x_t \qquad f_t = \sigma(W_f x_t + b_f) \qquad
      r_t = \sigma(W_r x_t + b_r)$$
    $$c_t = f_t \odot c_{t-1} + (1 - f_t) \odot \tilde x_t \qquad
      h_t = r_t \odot g(c_t) + (1 - r_t) \odot x_t$$

    This is the first version of the paper, whose gates do not see the state. Where the
    inputs do not have U features the highway carries $W_s x_t$.

    Weights: `kernel` [D, 3U] (candidate, forget, reset) and, if D is not U,
    `highway_kernel` [D, U]; `bias` [2U] (forget, reset).

    Args:
        units: Number of units.
        activation: Activation $g$ of the state.
        **kwargs: Arguments of `KernelCell`.

    Returns:
        `(output [B, U], [c [B, U]])`.

    Example:

    >>> layer = keras.layers.RNN(keras_seqzoo.cells.SRUCell(8))
    >>> tuple(layer(np.zeros((2, 5, 3))).shape)
    (2, 8)

    Reference: Lei et al. (2017), arXiv:1709.02755v1, eq. 3-7.
    """

    num_gates = 3

    def __init__(self, units, activation="tanh", **kwargs):
        super().__init__(units, **kwargs)
        self.store(locals(), SRUCell)

    def build_kernels(self, features):
        self.kernel = self.add_matrix("kernel", (features, self.width))
        self.highway_kernel = (
            None
            if features == self.units
            else self.add_matrix("highway_kernel", (features, self.units))
        )
        self.bias = self.add_bias((2 * self.units,))

    def project(self, inputs, training=False):
        """Returns `(candidate, forget and reset gate, highway)`."""
        inputs = self.drop_inputs(inputs, training)
        products = ops.matmul(inputs, self.kernel)
        candidate, gates = ops.split(products, [self.units], axis=-1)
        return candidate, ops.sigmoid(plus(gates, self.bias)), self.highway(inputs)

    def highway(self, inputs):
        if self.highway_kernel is None:
            return inputs
        return ops.matmul(inputs, self.highway_kernel)

    def coefficients(self, gates_x):
        candidate, gates, _ = gates_x
        f = gates[..., : self.units]
        return f, (1 - f) * candidate

    def readout(self, gates_x, h):
        _, gates, highway = gates_x
        r = gates[..., self.units :]
        return highway + r * (self.activation(h) - highway)
