"""The simple recurrent network."""

import keras

from keras_seqzoo.cells.dense import DenseRecurrentCell


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class SimpleRNNCell(DenseRecurrentCell):
    r"""Simple recurrent network with any activation.

    $$h_t = g(W x_t + U h_{t-1} + b)$$

    With `activation="relu"` and `recurrent_initializer="identity"` it is the IRNN of
    Le et al. (2015). Weights are those of `keras.layers.SimpleRNN`.

    Args:
        units: Number of units.
        activation: Activation $g$.
        **kwargs: Arguments of `DenseRecurrentCell`.

    Returns:
        `(output [B, U], [h [B, U]])`.

    Example:

    >>> layer = keras.layers.RNN(keras_seqzoo.cells.SimpleRNNCell(8, activation="relu"))
    >>> tuple(layer(np.zeros((2, 5, 3))).shape)
    (2, 8)

    Reference: Elman (1990), Finding structure in time.
    """

    def __init__(self, units, activation="tanh", **kwargs):
        super().__init__(units, **kwargs)
        self.store(locals(), SimpleRNNCell)

    def combine(self, gates_x, gates_h, states, products):
        h = self.activation(gates_x + gates_h)
        return h, [h]
