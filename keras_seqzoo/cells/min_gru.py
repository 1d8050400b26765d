"""The minimal GRU whose gate does not see the state."""

import keras
from keras import ops

from keras_seqzoo.cells.linear import LinearCell


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class MinGRUCell(LinearCell):
    r"""GRU cut down until a whole sequence is one linear recurrence.

    $$z_t = \sigma(W_z x_t + b_z) \qquad \tilde h_t = g(W_h x_t + b_h)$$
    $$h_t = (1 - z_t) \odot h_{t-1} + z_t \odot \tilde h_t$$

    Gates lie in the order (update, candidate).

    Args:
        units: Number of units.
        activation: Activation $g$ of the candidate; the paper has none.
        **kwargs: Arguments of `KernelCell`.

    Returns:
        `(output [B, U], [h [B, U]])`.

    Example:

    >>> layer = keras.layers.RNN(keras_seqzoo.cells.MinGRUCell(8))
    >>> tuple(layer(np.zeros((2, 5, 3))).shape)
    (2, 8)

    Reference: Feng et al. (2024), Were RNNs all we needed?, section 3.1.
    """

    num_gates = 2

    def __init__(self, units, activation="linear", **kwargs):
        super().__init__(units, **kwargs)
        self.store(locals(), MinGRUCell)

    def coefficients(self, gates_x):
        z, candidate = ops.split(gates_x, 2, axis=-1)
        z = ops.sigmoid(z)
        return 1 - z, z * self.activation(candidate)
