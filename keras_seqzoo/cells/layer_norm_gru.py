"""The gated recurrent unit with layer normalisation."""

import keras
from keras import ops

from keras_seqzoo.cells.dense import GatedCell
from keras_seqzoo.cells.gru import ResetAfter
from keras_seqzoo.cells.normalization import centered, normalize_product
from keras_seqzoo.cells.sums import plus


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class LayerNormGRUCell(GatedCell):
    r"""GRU with layer normalisation $\mathrm{N}$ of both products.

    $$x^z, x^r, x^h = \alpha_x \odot \mathrm{N}(W x_t) + b \qquad
      u^z, u^r, u^h = \alpha_h \odot \mathrm{N}(U h_{t-1}) + b'$$
    $$z_t = \sigma(x^z + u^z) \qquad r_t = \sigma(x^r + u^r) \qquad
      \tilde h_t = \tanh(x^h + r_t \odot u^h)$$
    $$h_t = z_t \odot h_{t-1} + (1 - z_t) \odot \tilde h_t$$

    The reset gate acts after the product, and each product of all three gates is
    normalised as one vector, as in haste (the paper normalises the two gates and the
    candidate apart).

    Weights: those of `GRUCell(reset_after=True)`, then `kernel_scale` and
    `recurrent_scale`, each [3U].

    Args:
        units: Number of units.
        norm_epsilon: Positive number added to the variance.
        **kwargs: Arguments of `GatedCell`.

    Returns:
        `(output [B, U], [h [B, U]])`.

    Raises:
        ValueError: If `norm_epsilon` is not positive.

    Example:

    >>> layer = keras.layers.RNN(keras_seqzoo.cells.LayerNormGRUCell(8))
    >>> tuple(layer(np.zeros((2, 5, 3))).shape)
    (2, 8)

    Reference: Ba, Kiros & Hinton (2016), Layer normalization, eq. 23-25.
    """

    num_gates = 3

    def __init__(self, units, norm_epsilon=1e-3, **kwargs):
        super().__init__(units, **kwargs)
        self.store(locals(), LayerNormGRUCell)
        self.check_bound("norm_epsilon")

    def build_kernels(self, features):
        super().build_kernels(features)
        add, width = self.add_weight, (self.width,)
        self.kernel_scale = add(width, "ones", name="kernel_scale")
        self.recurrent_scale = add(width, "ones", name="recurrent_scale")

    def add_bias(self, shape):
        return super().add_bias((*ResetAfter.bias_rows, *shape))

    def gates(self, inputs):
        gates_x = ops.matmul(inputs, centered(self.kernel))
        gates_x = normalize_product(gates_x, self.kernel_scale, self.norm_epsilon)
        return plus(gates_x, ResetAfter.input_bias(self))

    @property
    def column_parts(self):
        return ResetAfter.column_parts

    def matrices(self, gates_x):
        return {"recurrent": centered(self.recurrent_kernel)}

    def combine(self, gates_x, gates_h, states, products):
        (h,) = states
        gates_h = normalize_product(gates_h, self.recurrent_scale, self.norm_epsilon)
        z, candidate = ResetAfter.combine(self, gates_x, gates_h, h, products)
        h = candidate + z * (h - candidate)
        return h, [h]
