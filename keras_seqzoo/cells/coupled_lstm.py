"""The long short-term memory that forgets as much as it takes in."""

import keras

from keras_seqzoo.cells.lstm import LSTMCell


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class CoupledLSTMCell(LSTMCell):
    r"""LSTM with coupled input and forget gate (CIFG): $i_t = 1 - f_t$.

    $$f_t = \sigma(W_f x_t + U_f h_{t-1} + b_f) \qquad
      \tilde c_t = \tanh(W_c x_t + U_c h_{t-1} + b_c) \qquad
      o_t = \sigma(W_o x_t + U_o h_{t-1} + b_o)$$
    $$c_t = f_t \odot c_{t-1} + (1 - f_t) \odot \tilde c_t \qquad
      h_t = o_t \odot \tanh(c_t)$$

    Gates lie in the order (forget, candidate, output).

    Args:
        units: Number of units.
        **kwargs: Arguments of `LSTMCell`.

    Returns:
        `(output [B, U], [h [B, U], c [B, U]])`.

    Example:

    >>> layer = keras.layers.RNN(keras_seqzoo.cells.CoupledLSTMCell(8))
    >>> tuple(layer(np.zeros((2, 5, 3))).shape)
    (2, 8)

    Reference: Greff et al. (2015), LSTM: a search space odyssey, section 3.
    """

    num_gates = 3
    forget_gate = 0

    def memory(self, gates, c):
        f, g, o = gates
        g = self.activation(g)
        c = self.clip(g + self.recurrent_activation(f) * (c - g))
        return c, self.recurrent_activation(o)
