"""A loss upon the outputs of a recurrent layer: how large they are, how they change."""

import keras
from keras import ops

from keras_seqzoo.number_checks import check_number


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class ActivationRegularization(keras.layers.Layer):
    r"""Passes its inputs on and, in training, adds their regularization to the loss.

    $$\alpha \, \frac{1}{BTD} \sum_{b,t,d} x_{btd}^2 +
      \beta \, \frac{1}{B(T-1)D} \sum_{b,t,d} (x_{b,t+1,d} - x_{btd})^2$$

    Masked steps are in neither mean.

    Args:
        factor: Factor α of the mean square.
        temporal_factor: Factor β of the mean squared change from step to step; a
            sequence of one step has none.
        **kwargs: Arguments of `keras.layers.Layer`.

    Call arguments:
        inputs: Tensor [B, T, D].
        mask: Boolean tensor [B, T], or `None`.
        training: Whether the loss is added.

    Returns:
        The inputs.

    Raises:
        ValueError: If a factor is no finite number of at least 0.

    Example:

    >>> layer = keras_seqzoo.layers.ActivationRegularization(factor=2.0)
    >>> outputs = layer(np.ones((2, 5, 3)), training=True)
    >>> [float(loss) for loss in layer.losses]
    [2.0]

    Reference: Merity, McCann & Socher (2017), Revisiting activation regularization for
    language RNNs, sections 3.1 and 3.2.
    """

    def __init__(self, factor=0.0, temporal_factor=0.0, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True
        check_number("factor", factor, low=0)
        check_number("temporal_factor", temporal_factor, low=0)
        self.factor = float(factor)
        self.temporal_factor = float(temporal_factor)

    def build(self, input_shape):
        self.built = True

    def call(self, inputs, mask=None, training=False):
        if training and (self.factor or self.temporal_factor):
            self.add_loss(self.regularization(inputs, mask))
        return inputs

    def regularization(self, inputs, mask):
        """The sum of both terms, a scalar of at least float32."""
        x = ops.cast(inputs, keras.backend.result_type(inputs.dtype, "float32"))
        real = ops.ones_like(x[..., 0]) if mask is None else ops.cast(mask, x.dtype)
        size = mean_square(x, real)
        change = mean_square(x[:, 1:] - x[:, :-1], real[:, 1:] * real[:, :-1])
        return self.factor * size + self.temporal_factor * change

    def compute_output_shape(self, input_shape):
        return tuple(input_shape)

    def get_config(self):
        factors = {"factor": self.factor, "temporal_factor": self.temporal_factor}
        return super().get_config() | factors


def mean_square(x, real):
    """Mean of the squares of a tensor [B, T, D] over real steps, 0 if there is none."""
    count = ops.sum(real) * x.shape[-1]
    return ops.sum(ops.square(x) * real[..., None]) / ops.maximum(count, 1)
