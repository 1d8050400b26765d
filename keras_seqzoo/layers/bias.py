"""A trainable bias alone, for logits whose matrix belongs to another layer."""

import keras


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class Bias(keras.layers.Layer):
    r"""Adds one trainable number to each feature, $y = x + b$.

    Args:
        **kwargs: Arguments of `keras.layers.Layer`.

    Call arguments:
        inputs: Tensor [B, ..., D].

    Returns:
        Tensor [B, ..., D].

    Example:

    >>> keras_seqzoo.layers.Bias()(np.ones((2, 3))).shape
    TensorShape([2, 3])

    Reference: Press & Wolf (2017), Using the output embedding to improve language
    models.
    """

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True

    def build(self, input_shape):
        self.bias = self.add_weight((input_shape[-1],), "zeros", name="bias")

    def call(self, inputs):
        return inputs + self.bias

    def compute_output_shape(self, input_shape):
        return tuple(input_shape)
