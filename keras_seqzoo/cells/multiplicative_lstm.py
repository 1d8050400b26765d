"""The long short-term memory with an input-dependent recurrent matrix."""

import keras
from keras import ops

from keras_seqzoo.cells.lstm import LSTMCell


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class MultiplicativeLSTMCell(LSTMCell):
    r"""Multiplicative LSTM: the state meets each input through a matrix of its own.

    $$m_t = (W_m x_t) \odot (U_m h_{t-1})$$
    $$i_t, f_t, o_t = \sigma(W x_t + U m_t + b) \qquad
      \tilde c_t = \tanh(W_c x_t + U_c m_t + b_c)$$
    $$c_t = f_t \odot c_{t-1} + i_t \odot \tilde c_t \qquad
      h_t = o_t \odot \tanh(c_t)$$

    Weights: those of `LSTMCell` ($U$ acts on $m_t$), then `multiplicative_kernel`
    [D, U] and `multiplicative_recurrent_kernel` [U, U].

    Args:
        units: Number of units.
        **kwargs: Arguments of `LSTMCell`.

    Returns:
        `(output [B, U], [h [B, U], c [B, U]])`.

    Example:

    >>> layer = keras.layers.RNN(keras_seqzoo.cells.MultiplicativeLSTMCell(8))
    >>> tuple(layer(np.zeros((2, 5, 3))).shape)
    (2, 8)

    Reference: Krause et al. (2016), Multiplicative LSTM for sequence modelling.
    """

    def build_kernels(self, features):
        super().build_kernels(features)
        self.multiplicative_kernel = self.add_matrix(
            "multiplicative_kernel", (features, self.units)
        )
        self.multiplicative_recurrent_kernel = self.add_matrix(
            "multiplicative_recurrent_kernel", (self.units, self.units), "recurrent"
        )

    def gates(self, inputs):
        """Returns `(gates [B, ..., 4U], factor of the state [B, ..., U])`."""
        return super().gates(inputs), ops.matmul(inputs, self.multiplicative_kernel)

    def matrices(self, gates_x):
        factor = ops.convert_to_tensor(self.multiplicative_recurrent_kernel)
        return super().matrices(gates_x) | {"multiplicative": factor}

    def recur(self, states, products):
        return products["multiplicative"](states[0])

    def combine(self, gates_x, gates_h, states, products):
        gates_x, factor = gates_x
        gates_m = products["recurrent"](factor * gates_h)
        return super().combine(gates_x, gates_m, states, products)
