"""The long short-term memory with layer normalisation."""

import keras
from keras import ops

from keras_seqzoo.cells.columns import added
from keras_seqzoo.cells.lstm import LSTMCell
from keras_seqzoo.cells.normalization import (
    centered,
    normalize,
    normalize_product,
)
from keras_seqzoo.cells.sums import plus


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class LayerNormLSTMCell(LSTMCell):
    r"""LSTM with layer normalisation $\mathrm{N}$ of products and of the cell state.

    $$(i_t, f_t, \tilde c_t, o_t) = (\sigma, \sigma, \tanh, \sigma)\big(
        \alpha_x \odot \mathrm{N}(W x_t)
        + \alpha_h \odot \mathrm{N}(U h_{t-1}) + b\big)$$
    $$c_t = f_t \odot c_{t-1} + i_t \odot \tilde c_t \qquad
      h_t = o_t \odot \tanh(\alpha_c \odot \mathrm{N}(c_t) + \beta_c)$$

    Each product of all four gates is normalised as one vector, and $c_t$ is carried as
    it is, as in the paper and in haste. The paper's shifts of the two products only
    ever act as a sum and are the bias here. TensorFlow Addons carries the normalised
    $c_t$: that is `carry="normalized"`.

    Weights: those of `LSTMCell`, then `kernel_scale` [4U], `recurrent_scale` [4U],
    `state_scale` [U] and, with a bias, `state_shift` [U].

    Args:
        units: Number of units.
        norm_epsilon: Positive number added to the variance.
        carry: `"plain"` or `"normalized"`: which cell state goes to the next step.
        **kwargs: Arguments of `LSTMCell`.

    Returns:
        `(output [B, U], [h [B, U], c [B, U]])`.

    Raises:
        ValueError: If an argument is out of its range.

    Example:

    >>> layer = keras.layers.RNN(keras_seqzoo.cells.LayerNormLSTMCell(8))
    >>> tuple(layer(np.zeros((2, 5, 3))).shape)
    (2, 8)

    Reference: Ba, Kiros & Hinton (2016), Layer normalization, eq. 20-22.
    """

    def __init__(self, units, norm_epsilon=1e-3, carry="plain", **kwargs):
        super().__init__(units, **kwargs)
        self.store(locals(), LayerNormLSTMCell)
        self.check_bound("norm_epsilon")
        self.check_choice("carry", ("plain", "normalized"))

    def build_kernels(self, features):
        super().build_kernels(features)
        add, units, width = self.add_weight, (self.units,), (self.width,)
        self.kernel_scale = add(width, "ones", name="kernel_scale")
        self.recurrent_scale = add(width, "ones", name="recurrent_scale")
        self.state_scale = add(units, "ones", name="state_scale")
        self.state_shift = (
            add(units, "zeros", name="state_shift") if self.use_bias else None
        )

    def gates(self, inputs):
        gates_x = ops.matmul(inputs, centered(self.kernel))
        gates_x = normalize_product(gates_x, self.kernel_scale, self.norm_epsilon)
        return plus(gates_x, self.bias)

    def matrices(self, gates_x):
        return {"recurrent": centered(self.recurrent_kernel)}

    def combine(self, gates_x, gates_h, states, products):
        gates_h = normalize_product(gates_h, self.recurrent_scale, self.norm_epsilon)
        c, o = self.memory(added(gates_x, gates_h, self.num_gates), states[1])
        seen = self.state_scale * normalize(c, self.norm_epsilon)
        seen = plus(seen, self.state_shift)
        h = o * self.activation(seen)
        return h, [h, seen if self.carry == "normalized" else c]
