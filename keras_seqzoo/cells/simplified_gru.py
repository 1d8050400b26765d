"""The textbook's GRU without a relevance gate."""

import keras
from keras import ops

from keras_seqzoo.cells.dense import GatedCell


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class SimplifiedGRUCell(GatedCell):
    r"""GRU with an update gate only, in the textbook's symbols.

    $$\Gamma_u = \sigma(W_{ux} x^{\langle t \rangle}
        + W_{uc} c^{\langle t-1 \rangle} + b_u) \qquad
      \tilde c^{\langle t \rangle} = \tanh(W_{cx} x^{\langle t \rangle}
        + W_{cc} c^{\langle t-1 \rangle} + b_c)$$
    $$c^{\langle t \rangle} = \Gamma_u \odot \tilde c^{\langle t \rangle}
        + (1 - \Gamma_u) \odot c^{\langle t-1 \rangle} \qquad
      a^{\langle t \rangle} = c^{\langle t \rangle}$$

    Gates lie in the order (update, candidate). $\Gamma_u$ writes; the $z$ of `GRUCell`
    keeps.

    Args:
        units: Number of units.
        **kwargs: Arguments of `GatedCell`.

    Returns:
        `(output [B, U], [c [B, U]])`.

    Example:

    >>> layer = keras.layers.RNN(keras_seqzoo.cells.SimplifiedGRUCell(8))
    >>> tuple(layer(np.zeros((2, 5, 3))).shape)
    (2, 8)

    Reference: Andrew Ng, Sequence Models, week 1 (2018), "GRU (simplified)".
    """

    num_gates = 2

    def combine(self, gates_x, gates_h, states, products):
        update, candidate = ops.split(gates_x + gates_h, 2, axis=-1)
        step = self.activation(candidate) - states[0]
        c = states[0] + self.recurrent_activation(update) * step
        return c, [c]
