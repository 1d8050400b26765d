"""A loss upon the outputs of a recurrent layer: how large they are, how they change."""

import keras
from keras import ops

from keras_seqzoo.number_checks import check_number


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class ActivationRegularization(keras.layers.Layer):
    r"""Passes its inputs on and, in training, adds their regularization to the loss.

    Padded steps count as others do.

    $$\alpha \, \frac{1}{BTD} \sum_{b,t,d} x_{btd}^2 +
      \beta \, \frac{1}{B(T-1)D} \sum_{b,t,d} (x_{b,t+1,d} - x_{btd})^2$$

    Args:
        activation: Factor α of the mean square.
        temporal: Factor β of the mean squared change from step to step; a sequence of
            one step has none.
        **kwargs: Arguments of `keras.layers.Layer`.

    Call arguments:
        inputs: Tensor [B, T, D].
        training: Whether the loss is added.

    Returns:
        The inputs.

    Raises:
        ValueError: If a factor is no finite number of at least 0.

    Example:

    >>> layer = keras_seqzoo.layers.ActivationRegularization(activation=2.0)
    >>> outputs = layer(np.ones((2, 5, 3)), training=True)
    >>> [float(loss) for loss in layer.losses]
    [2.0]

    Reference: Merity, McCann & Socher (2017), Revisiting activation regularization for
    language RNNs, sections 3.1 and 3.2.
    """

    def __init__(self, activation=0.0, temporal=0.0, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True
        check_number("activation", activation, low=0)
        check_number("temporal", temporal, low=0)
        self.activation = float(activation)
        self.temporal = float(temporal)

    def build(self, input_shape):
        self.built = True

    def call(self, inputs, training=False):
        if training and (self.activation or self.temporal):
            x = ops.cast(inputs, "float32")
            change = mean_square(x[:, 1:] - x[:, :-1])
            self.add_loss(self.activation * mean_square(x) + self.temporal * change)
        return inputs

    def compute_output_shape(self, input_shape):
        return tuple(input_shape)

    def get_config(self):
        factors = {"activation": self.activation, "temporal": self.temporal}
        return super().get_config() | factors


def mean_square(x):
    """Mean of the squares of a tensor, 0 of one without entries."""
    count = ops.maximum(ops.size(x), 1)
    return ops.sum(ops.square(x)) / ops.cast(count, x.dtype)
