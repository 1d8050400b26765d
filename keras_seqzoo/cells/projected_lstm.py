"""The long short-term memory with a small output."""

import keras
from keras import ops

from keras_seqzoo.cells.columns import added
from keras_seqzoo.cells.lstm import LSTMCell


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class ProjectedLSTMCell(LSTMCell):
    r"""LSTM whose output is projected to fewer units (LSTMP).

    $$c_t = f_t \odot c_{t-1} + i_t \odot \tilde c_t \qquad
      h_t = V (o_t \odot \tanh(c_t))$$

    with the gates of `LSTMCell` on the projected $h_{t-1}$. The same as
    `torch.nn.LSTM(proj_size=...)`.

    Args:
        units: Number of units of the cell state.
        projection_units: Number of units of the output, a positive integer.
        projection_initializer: Initializer of `projection_kernel` [U, P].
        **kwargs: Arguments of `LSTMCell`.

    Returns:
        `(output [B, P], [h [B, P], c [B, U]])`.

    Raises:
        ValueError: If `projection_units` is not a positive integer.

    Example:

    >>> cell = keras_seqzoo.cells.ProjectedLSTMCell(8, projection_units=4)
    >>> tuple(keras.layers.RNN(cell)(np.zeros((2, 5, 3))).shape)
    (2, 4)

    Reference: Sak, Senior & Beaufays (2014).
    """

    def __init__(
        self,
        units,
        projection_units,
        projection_initializer="glorot_uniform",
        **kwargs,
    ):
        super().__init__(units, **kwargs)
        self.store(locals(), ProjectedLSTMCell)
        self.check_positive("projection_units")
        self.state_size = [self.projection_units, self.units]
        self.output_size = self.projection_units

    def build_kernels(self, features):
        super().build_kernels(features)
        self.projection_kernel = self.add_matrix(
            "projection_kernel",
            (self.units, self.projection_units),
            "recurrent",
            self.projection_initializer,
        )

    def matrices(self, gates_x):
        projection = ops.convert_to_tensor(self.projection_kernel)
        return super().matrices(gates_x) | {"projection": projection}

    def combine(self, gates_x, gates_h, states, products):
        c, o = self.memory(added(gates_x, gates_h, self.num_gates), states[1])
        h = products["projection"](o * self.activation(c))
        return h, [h, c]
