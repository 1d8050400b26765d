"""The gated unit with one gate."""

import keras
from keras import ops

from keras_seqzoo.cells.dense import GatedCell


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class MinimalGatedUnitCell(GatedCell):
    r"""GRU whose update and reset gate are one, the forget gate.

    $$f_t = \sigma(W_f x_t + U_f h_{t-1} + b_f) \qquad
      \tilde h_t = \tanh(W_h x_t + U_h (f_t \odot h_{t-1}) + b_h)$$
    $$h_t = (1 - f_t) \odot h_{t-1} + f_t \odot \tilde h_t$$

    Gates lie in the order (forget, candidate).

    Args:
        units: Number of units.
        **kwargs: Arguments of `GatedCell`.

    Returns:
        `(output [B, U], [h [B, U]])`.

    Example:

    >>> layer = keras.layers.RNN(keras_seqzoo.cells.MinimalGatedUnitCell(8))
    >>> tuple(layer(np.zeros((2, 5, 3))).shape)
    (2, 8)

    Reference: Zhou et al. (2016), Minimal gated unit for recurrent neural networks.
    """

    num_gates = 2

    def matrices(self, gates_x):
        forget, candidate = ops.split(self.recurrent_kernel, 2, axis=-1)
        return {"forget": forget, "candidate": candidate}

    def recur(self, states, products):
        """Returns $U_f h_{t-1}$, [B, U]."""
        return products["forget"](states[0])

    def combine(self, gates_x, gates_h, states, products):
        (h,) = states
        forget_x, candidate_x = ops.split(gates_x, 2, axis=-1)
        f = self.recurrent_activation(forget_x + gates_h)
        candidate = self.activation(candidate_x + products["candidate"](f * h))
        h = h + f * (candidate - h)
        return h, [h]
