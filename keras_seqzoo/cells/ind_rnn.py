"""The recurrent network whose units do not see each other."""

import keras

from keras_seqzoo.cells.dense import DenseRecurrentCell
from keras_seqzoo.cells.initial import UNIT_INTERVAL


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class IndRNNCell(DenseRecurrentCell):
    r"""Independently recurrent network: each unit sees its own past only.

    $$h_t = g(W x_t + u \odot h_{t-1} + b)$$

    Weights: `kernel` [D, U], `recurrent_kernel` [U], `bias` [U]. Layers are stacked to
    let units meet. For T steps the paper keeps $|u|$ below $2^{1/T}$: that is
    `recurrent_constraint=keras.constraints.MaxNorm(2 ** (1 / T), axis=())`.

    Args:
        units: Number of units.
        activation: Activation $g$.
        recurrent_initializer: Initializer of $u$, by default uniform in [0, 1).
        **kwargs: Arguments of `DenseRecurrentCell`.

    Returns:
        `(output [B, U], [h [B, U]])`.

    Example:

    >>> layer = keras.layers.RNN(keras_seqzoo.cells.IndRNNCell(8))
    >>> tuple(layer(np.zeros((2, 5, 3))).shape)
    (2, 8)

    Reference: Li et al. (2018), Independently recurrent neural network.
    """

    def __init__(
        self,
        units,
        activation="relu",
        recurrent_initializer=UNIT_INTERVAL,
        **kwargs,
    ):
        super().__init__(units, recurrent_initializer=recurrent_initializer, **kwargs)
        self.store(locals(), IndRNNCell)

    def build_kernels(self, features):
        self.kernel = self.add_matrix("kernel", (features, self.units))
        self.recurrent_kernel = self.add_matrix(
            "recurrent_kernel", (self.units,), "recurrent"
        )
        self.bias = self.add_bias((self.units,))

    def combine(self, gates_x, gates_h, states, products):
        h = self.activation(gates_x + gates_h)
        return h, [h]
