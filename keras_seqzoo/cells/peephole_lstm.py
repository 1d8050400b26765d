"""The long short-term memory whose gates see the cell state."""

import keras

from keras_seqzoo.cells.lstm import LSTMCell


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class PeepholeLSTMCell(LSTMCell):
    r"""LSTM whose gates also see the cell state, each unit its own (diagonal).

    $$i_t = \sigma(W_i x_t + U_i h_{t-1} + p_i \odot c_{t-1} + b_i) \qquad
      f_t = \sigma(W_f x_t + U_f h_{t-1} + p_f \odot c_{t-1} + b_f)$$
    $$c_t = f_t \odot c_{t-1} + i_t \odot \tanh(W_c x_t + U_c h_{t-1} + b_c)$$
    $$o_t = \sigma(W_o x_t + U_o h_{t-1} + p_o \odot c_t + b_o) \qquad
      h_t = o_t \odot \tanh(c_t)$$

    The output gate sees the new cell state. Weights: those of `LSTMCell`, then
    `input_peephole`, `forget_peephole`, `output_peephole`, each [U].

    Args:
        units: Number of units.
        peephole_initializer: Initializer of the peepholes.
        **kwargs: Arguments of `LSTMCell`.

    Returns:
        `(output [B, U], [h [B, U], c [B, U]])`.

    Example:

    >>> layer = keras.layers.RNN(keras_seqzoo.cells.PeepholeLSTMCell(8))
    >>> tuple(layer(np.zeros((2, 5, 3))).shape)
    (2, 8)

    Reference: Gers, Schraudolph & Schmidhuber (2002), section 3.
    """

    def __init__(self, units, peephole_initializer="glorot_uniform", **kwargs):
        super().__init__(units, **kwargs)
        self.store(locals(), PeepholeLSTMCell)

    def build_kernels(self, features):
        super().build_kernels(features)
        self.input_peephole = self.add_peephole("input_peephole")
        self.forget_peephole = self.add_peephole("forget_peephole")
        self.output_peephole = self.add_peephole("output_peephole")

    def add_peephole(self, name):
        initializer = self.peephole_initializer
        return self.add_matrix(name, (self.units,), "recurrent", initializer)

    def memory(self, gates, c):
        i, f, g, o = gates
        gate = self.recurrent_activation
        i = gate(i + self.input_peephole * c)
        f = gate(f + self.forget_peephole * c)
        c = self.clip(f * c + i * self.activation(g))
        return c, gate(o + self.output_peephole * c)
