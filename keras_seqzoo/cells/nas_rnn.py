"""The recurrent cell that was found by architecture search."""

import keras
from keras import ops

from keras_seqzoo.cells.dense import DenseRecurrentCell
from keras_seqzoo.cells.sums import plus


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class NASRNNCell(DenseRecurrentCell):
    r"""Cell found by neural architecture search, a tree over eight pairs of products.

    With $x^k = W_k x_t$ and $u^k = U_k h_{t-1} + b_k$:

    $$l_1 = \tanh(\sigma(x^0 + u^0) \, \mathrm{relu}(x^1 + u^1)) \qquad
      l_2 = \tanh(\sigma(x^2 + u^2) + \mathrm{relu}(x^3 u^3))$$
    $$l_3 = \tanh(\tanh(x^4 + u^4) \, \sigma(x^5 + u^5)) \qquad
      l_4 = \sigma(\tanh(x^6 + u^6) + \sigma(x^7 + u^7))$$
    $$c_t = \tanh(l_1 + c_{t-1}) \odot l_2 \qquad
      h_t = \tanh(c_t \odot \tanh(l_3 + l_4))$$

    The functions are part of what was found; there is no `activation` to choose.
    Kernels have the order of gates of TensorFlow Addons' `NASCell`, whose list of
    weights has `recurrent_kernel` before `kernel`.

    Args:
        units: Number of units.
        use_bias: Whether the recurrent products have a bias.
        **kwargs: Arguments of `DenseRecurrentCell`.

    Returns:
        `(output [B, U], [h [B, U], c [B, U]])`.

    Example:

    >>> layer = keras.layers.RNN(keras_seqzoo.cells.NASRNNCell(8))
    >>> tuple(layer(np.zeros((2, 5, 3))).shape)
    (2, 8)

    Reference: Zoph & Le (2017), Neural architecture search with reinforcement learning.
    """

    num_gates = 8

    def __init__(self, units, use_bias=False, **kwargs):
        super().__init__(units, use_bias=use_bias, **kwargs)
        self.state_size = [self.units, self.units]

    def gates(self, inputs):
        return ops.matmul(inputs, self.kernel)

    def combine(self, gates_x, gates_h, states, products):
        gates_h = plus(gates_h, self.bias)
        s = ops.split(gates_x + gates_h, 8, axis=-1)
        product = self.third(gates_x) * self.third(gates_h)
        l1 = ops.tanh(ops.sigmoid(s[0]) * ops.relu(s[1]))
        l2 = ops.tanh(ops.sigmoid(s[2]) + ops.relu(product))
        l3 = ops.tanh(ops.tanh(s[4]) * ops.sigmoid(s[5]))
        l4 = ops.sigmoid(ops.tanh(s[6]) + ops.sigmoid(s[7]))
        c = ops.tanh(l1 + states[1]) * l2
        h = ops.tanh(c * ops.tanh(l3 + l4))
        return h, [h, c]

    def third(self, gates):
        return gates[..., 3 * self.units : 4 * self.units]
