"""The gated recurrent unit, in its two forms."""

import keras
from keras import ops

from keras_seqzoo.cells.columns import added, front_and_last
from keras_seqzoo.cells.dense import GatedCell
from keras_seqzoo.cells.sums import plus


class ResetBefore:
    """The relevance gate acts on the state before the product with the matrix."""

    bias_rows = ()
    column_parts = {"recurrent": 2}

    @staticmethod
    def input_bias(cell):
        return cell.bias

    @staticmethod
    def matrices(cell):
        gates, candidate = ops.split(cell.recurrent_kernel, [2 * cell.units], axis=-1)
        return {"recurrent": gates, "candidate": candidate}

    @staticmethod
    def combine(cell, gates_x, gates_h, h, products):
        x_zr, x_c = ops.split(gates_x, [2 * cell.units], axis=-1)
        z, r = map(cell.recurrent_activation, added(x_zr, gates_h, 2))
        return z, cell.activation(x_c + products["candidate"](r * h))


class ResetAfter:
    """The relevance gate acts on the product, which has a bias of its own (cuDNN)."""

    bias_rows = (2,)
    column_parts = {"recurrent": 3}

    @staticmethod
    def input_bias(cell):
        """Sums both biases where they only ever act as a sum: in the two gates."""
        if cell.bias is None:
            return None
        of_x, of_h = cell.bias[0], cell.bias[1]
        return ops.add(of_x, ops.pad(of_h[: 2 * cell.units], [[0, cell.units]]))

    @staticmethod
    def matrices(cell):
        return {"recurrent": ops.convert_to_tensor(cell.recurrent_kernel)}

    @staticmethod
    def combine(cell, gates_x, gates_h, h, products):
        x_zr, x_c = ops.split(gates_x, [2 * cell.units], axis=-1)
        h_zr, h_c = front_and_last(gates_h, 2 * cell.units)
        z, r = map(cell.recurrent_activation, added(x_zr, h_zr, 2))
        if cell.bias is not None:
            h_c = h_c + cell.bias[1, 2 * cell.units :]
        return z, cell.activation(x_c + r * h_c)


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class GRUCell(GatedCell):
    r"""Gated recurrent unit with update gate $z$ and reset (relevance) gate $r$.

    $$z_t = \sigma(W_z x_t + U_z h_{t-1} + b_z) \qquad
      r_t = \sigma(W_r x_t + U_r h_{t-1} + b_r)$$
    $$\tilde h_t = \tanh(W_h x_t + b_h + r_t \odot (U_h h_{t-1} + b'_h))
      \quad\text{or}\quad
      \tilde h_t = \tanh(W_h x_t + b_h + U_h (r_t \odot h_{t-1}))$$
    $$h_t = z_t \odot h_{t-1} + (1 - z_t) \odot \tilde h_t$$

    The first candidate is `reset_after=True` (cuDNN), the second `reset_after=False`
    (the paper and the textbook). Note the sense of $z$: it keeps, as in Keras and
    PyTorch; the textbook's $\Gamma_u = 1 - z$ writes.

    Weights have Keras's order of gates (update, reset, candidate), so those of
    `keras.layers.GRU` can be set as they are, in both forms.

    Args:
        units: Number of units.
        activation: Activation of the candidate.
        recurrent_activation: Activation of the gates.
        reset_after: Which of the two candidates.
        **kwargs: Arguments of `GatedCell`.

    Returns:
        `(output [B, U], [h [B, U]])`.

    Example:

    >>> layer = keras.layers.RNN(keras_seqzoo.cells.GRUCell(8, reset_after=False))
    >>> tuple(layer(np.zeros((2, 5, 3))).shape)
    (2, 8)

    Reference: Cho et al. (2014).
    """

    num_gates = 3

    def __init__(
        self,
        units,
        activation="tanh",
        recurrent_activation="sigmoid",
        *,
        reset_after=True,
        **kwargs,
    ):
        super().__init__(units, activation, recurrent_activation, **kwargs)
        self.store(locals(), GRUCell)
        self.form = ResetAfter if self.reset_after else ResetBefore

    def add_bias(self, shape):
        return super().add_bias((*self.form.bias_rows, *shape))

    def gates(self, inputs):
        return plus(ops.matmul(inputs, self.kernel), self.form.input_bias(self))

    @property
    def column_parts(self):
        return self.form.column_parts

    def matrices(self, gates_x):
        return self.form.matrices(self)

    def combine(self, gates_x, gates_h, states, products):
        (h,) = states
        z, candidate = self.form.combine(self, gates_x, gates_h, h, products)
        h = candidate + z * (h - candidate)
        return h, [h]
