"""The standard long short-term memory."""

import keras
from keras import ops

from keras_seqzoo.cells.columns import added
from keras_seqzoo.cells.dense import GatedCell
from keras_seqzoo.cells.initial import ones_at


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class LSTMCell(GatedCell):
    r"""Long short-term memory with input, forget and output gate.

    $$i_t = \sigma(W_i x_t + U_i h_{t-1} + b_i) \qquad
      f_t = \sigma(W_f x_t + U_f h_{t-1} + b_f)$$
    $$\tilde c_t = \tanh(W_c x_t + U_c h_{t-1} + b_c) \qquad
      o_t = \sigma(W_o x_t + U_o h_{t-1} + b_o)$$
    $$c_t = f_t \odot c_{t-1} + i_t \odot \tilde c_t \qquad
      h_t = o_t \odot \tanh(c_t)$$

    Weights have Keras's order of gates (input, forget, candidate, output), so those of
    `keras.layers.LSTM` can be set as they are.

    Args:
        units: Number of units.
        activation: Activation of the candidate and of the output.
        recurrent_activation: Activation of the gates.
        unit_forget_bias: Whether the bias of the forget gate starts at one.
        cell_clip: Bound on the absolute value of the cell state, or `None`.
        **kwargs: Arguments of `GatedCell`.

    Returns:
        `(output [B, U], [h [B, U], c [B, U]])`.

    Example:

    >>> layer = keras.layers.RNN(keras_seqzoo.cells.LSTMCell(8))
    >>> tuple(layer(np.zeros((2, 5, 3))).shape)
    (2, 8)

    Reference: Hochreiter & Schmidhuber (1997); forget gate: Gers et al. (2000).
    """

    num_gates = 4
    forget_gate = 1

    def __init__(
        self,
        units,
        activation="tanh",
        recurrent_activation="sigmoid",
        *,
        unit_forget_bias=True,
        cell_clip=None,
        **kwargs,
    ):
        super().__init__(units, activation, recurrent_activation, **kwargs)
        self.store(locals(), LSTMCell)
        self.check_bound("cell_clip")
        self.state_size = [self.units, self.units]

    def bias_start(self):
        if not self.unit_forget_bias:
            return self.bias_initializer
        return ones_at(self.forget_gate, self.num_gates, self.bias_initializer)

    @property
    def column_parts(self):
        return {"recurrent": self.num_gates}

    def combine(self, gates_x, gates_h, states, products):
        c, o = self.memory(added(gates_x, gates_h, self.num_gates), states[1])
        h = o * self.activation(c)
        return h, [h, c]

    def memory(self, gates, c):
        """Returns c_t and the output gate from the list of all gates and c_{t-1}."""
        i, f, g, o = gates
        gate = self.recurrent_activation
        c = self.clip(gate(f) * c + gate(i) * self.activation(g))
        return c, gate(o)

    def clip(self, c):
        """Returns c bounded by `cell_clip`."""
        return (
            c
            if self.cell_clip is None
            else ops.clip(c, -self.cell_clip, self.cell_clip)
        )
