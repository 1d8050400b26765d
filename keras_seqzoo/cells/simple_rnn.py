"""The simple recurrent network."""

import keras
from keras import ops

from keras_seqzoo.cells.dense import DenseRecurrentCell
from keras_seqzoo.cells.sums import plus


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class SimpleRNNCell(DenseRecurrentCell):
    r"""Simple recurrent network with any activation.

    $$h_t = g(W x_t + U h_{t-1} + b)$$

    The output is $h_t$ or, with `output_units`, that of a second layer at each step:

    $$y_t = g_y(V h_t + b_y)$$

    With `activation="relu"` and `recurrent_initializer="identity"` it is the IRNN of
    Le et al. (2015). Weights are those of `keras.layers.SimpleRNN`, then with
    `output_units` `output_kernel` [U, Y] and `output_bias` [Y].

    Args:
        units: Number of units.
        activation: Activation $g$.
        output_units: Number Y of units of the output, or `None` for $h_t$ itself.
        output_activation: Activation $g_y$.
        **kwargs: Arguments of `DenseRecurrentCell`.

    Returns:
        `(output [B, U] or [B, Y], [h [B, U]])`.

    Raises:
        ValueError: If `output_units` is not a positive integer or `None`.

    Example:

    >>> layer = keras.layers.RNN(keras_seqzoo.cells.SimpleRNNCell(8, activation="relu"))
    >>> tuple(layer(np.zeros((2, 5, 3))).shape)
    (2, 8)

    Reference: Elman (1990), Finding structure in time.
    """

    def __init__(
        self,
        units,
        activation="tanh",
        *,
        output_units=None,
        output_activation="linear",
        **kwargs,
    ):
        super().__init__(units, **kwargs)
        self.store(locals(), SimpleRNNCell)
        if output_units is not None:
            self.check_positive("output_units")
            self.output_size = self.output_units

    def build_kernels(self, features):
        super().build_kernels(features)
        if self.output_units is not None:
            self.build_output()

    def build_output(self):
        """Adds `output_kernel` [U, Y] and `output_bias` [Y]."""
        self.output_kernel = self.add_matrix(
            "output_kernel", (self.units, self.output_units)
        )
        self.output_bias = None
        if self.use_bias:
            self.output_bias = self.add_matrix(
                "output_bias", (self.output_units,), "bias"
            )

    def combine(self, gates_x, gates_h, states, products):
        h = self.activation(gates_x + gates_h)
        return self.output_of(h), [h]

    def output_of(self, h):
        """Returns y_t of h_t."""
        if self.output_units is None:
            return h
        return self.output_activation(
            plus(ops.matmul(h, self.output_kernel), self.output_bias)
        )
