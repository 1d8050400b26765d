"""How the inputs and the outputs of a layer become the inputs of the next one."""

import keras
from keras import ops

from keras_seqzoo.cells.initial import widened


class Connection(keras.layers.Layer):
    """Joins the inputs [B, T, D] of a layer and its outputs [B, T, U], step by step."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True

    def build(self, inputs_shape, outputs_shape):
        """Adds the weights; a connection may have none."""

    def width(self, inputs, outputs):
        """Number of features after the connection, from D and U."""
        return outputs

    def compute_mask(self, inputs, mask=None):
        """The stack knows whether its outputs are a sequence; a connection does not."""

    def call(self, inputs, outputs):
        raise NotImplementedError(f"{type(self).__name__} must define call.")


class Plain(Connection):
    r"""The outputs alone, $y = \mathrm{layer}(x)$."""

    def call(self, inputs, outputs):
        return outputs


class Projecting(Connection):
    """A connection that brings inputs of another width to that of the outputs."""

    def build(self, inputs_shape, outputs_shape):
        width, units = inputs_shape[-1], outputs_shape[-1]
        self.projection = None
        if width != units:
            self.projection = self.add_matrix("projection", width, units)

    def add_matrix(self, name, *shape):
        initializer = widened(keras.initializers.GlorotUniform())
        return self.add_weight(shape, initializer, name=name)

    def carried(self, inputs):
        """The inputs, as wide as the outputs."""
        return (
            inputs if self.projection is None else ops.matmul(inputs, self.projection)
        )


class Residual(Projecting):
    r"""The sum of both.

    $$y = \mathrm{layer}(x) + x, \qquad y = \mathrm{layer}(x) + W_s x$$

    $W_s$ (`projection` [D, U]) is there only where D is not U.

    Reference: He et al. (2016), Deep residual learning, eq. 1-2; between recurrent
    layers: Wu et al. (2016), section 3.1.
    """

    def call(self, inputs, outputs):
        return outputs + self.carried(inputs)


class Highway(Projecting):
    r"""A mixture of both by a gate.

    $$t = \sigma(W_t x + b_t) \qquad y = t \odot \mathrm{layer}(x) + (1 - t) \odot x$$

    Weights: `projection` [D, U] only where D is not U, then `transform_kernel` [D, U]
    and `transform_bias` [U], which starts at -1, so that the inputs pass at first.

    Reference: Srivastava, Greff & Schmidhuber (2015), Highway networks, section 2.
    """

    def build(self, inputs_shape, outputs_shape):
        super().build(inputs_shape, outputs_shape)
        width, units = inputs_shape[-1], outputs_shape[-1]
        self.transform_kernel = self.add_matrix("transform_kernel", width, units)
        self.transform_bias = self.add_weight(
            (units,), keras.initializers.Constant(-1.0), name="transform_bias"
        )

    def call(self, inputs, outputs):
        products = ops.matmul(inputs, self.transform_kernel)
        gate = ops.sigmoid(products + self.transform_bias)
        carried = self.carried(inputs)
        return carried + gate * (outputs - carried)


class Dense(Connection):
    r"""Both beside each other, $y = [x; \mathrm{layer}(x)]$.

    The inputs of a layer are then those of the stack and the outputs of all layers
    below.

    Reference: Godin, Dambre & De Neve (2017), Improving language modeling using densely
    connected recurrent neural networks; Huang et al. (2017).
    """

    def width(self, inputs, outputs):
        return inputs + outputs

    def call(self, inputs, outputs):
        return ops.concatenate([inputs, outputs], axis=-1)


CONNECTIONS: dict[str, type[Connection]] = {
    "plain": Plain,
    "residual": Residual,
    "highway": Highway,
    "dense": Dense,
}
