"""Connections around any cell."""

import keras
from keras import ops

from keras_seqzoo.cells.initial import widened
from keras_seqzoo.cells.wrapper import WrapperCell


class SkipCell(WrapperCell):
    """A wrapper that needs inputs as wide as the outputs."""

    def build(self, input_shape):
        if input_shape[-1] != self.output_size:
            raise ValueError(
                f"{type(self).__name__} needs as many features as the cell has "
                f"outputs, {self.output_size}; put a Dense layer of that size before. "
                f"Received: input_shape={tuple(input_shape)}"
            )
        super().build(input_shape)


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class ResidualCell(SkipCell):
    r"""Adds the inputs to the outputs of a cell.

    $$y_t = \mathrm{cell}(x_t) + x_t$$

    Args:
        cell: The cell; it has as many outputs as the inputs have features.
        **kwargs: Arguments of `keras.layers.Layer`.

    Raises:
        ValueError: If the inputs are not as wide as the outputs.

    Example:

    >>> cell = keras_seqzoo.cells.LSTMCell(3)
    >>> layer = keras.layers.RNN(keras_seqzoo.cells.ResidualCell(cell))
    >>> tuple(layer(np.zeros((2, 5, 3))).shape)
    (2, 3)

    Reference: Wu et al. (2016), Google's neural machine translation system, sect. 3.1.
    """

    def draw(self, inputs, training):
        return inputs

    def finish(self, drawn, output, new_states, states):
        return output + drawn, new_states


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class HighwayCell(SkipCell):
    r"""Mixes the inputs and the outputs of a cell by a gate.

    $$t_t = \sigma(W_t x_t + b_t) \qquad
      y_t = t_t \odot \mathrm{cell}(x_t) + (1 - t_t) \odot x_t$$

    Weights: those of the cell, then `transform_kernel` [D, D] and `transform_bias` [D].

    Args:
        cell: The cell; it has as many outputs as the inputs have features.
        transform_start: Start value of $b_t$; below zero the inputs pass at first.
        **kwargs: Arguments of `keras.layers.Layer`.

    Raises:
        ValueError: If the inputs are not as wide as the outputs.

    Example:

    >>> cell = keras_seqzoo.cells.LSTMCell(3)
    >>> layer = keras.layers.RNN(keras_seqzoo.cells.HighwayCell(cell))
    >>> tuple(layer(np.zeros((2, 5, 3))).shape)
    (2, 3)

    Reference: Srivastava, Greff & Schmidhuber (2015), Highway networks, section 2.
    """

    def __init__(self, cell, transform_start=-1.0, **kwargs):
        super().__init__(cell, **kwargs)
        self.store(locals(), HighwayCell)

    def build(self, input_shape):
        super().build(input_shape)
        width = input_shape[-1]
        self.transform_kernel = self.add_weight(
            (width, width),
            widened(keras.initializers.GlorotUniform()),
            name="transform_kernel",
        )
        self.transform_bias = self.add_weight(
            (width,),
            keras.initializers.Constant(self.transform_start),
            name="transform_bias",
        )

    def draw(self, inputs, training):
        """Returns `(gate, inputs)`."""
        products = ops.matmul(inputs, self.transform_kernel)
        return ops.sigmoid(products + self.transform_bias), inputs

    def finish(self, drawn, output, new_states, states):
        gate, inputs = drawn
        return inputs + gate * (output - inputs), new_states
