"""Pooling over time: a sequence of vectors to one vector, padding left out."""

import keras
from keras import ops

from keras_seqzoo.cells.config import Settings
from keras_seqzoo.layers.maximum import masked_max


class Pooling(keras.layers.Layer):
    """Base of the poolings: a row without real steps gives zeros.

    A subclass defines `pool(inputs [B, T, D], mask [B, T, 1]) -> [B, D]`; it gets zeros
    at padded steps.
    """

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True

    def call(self, inputs, mask=None):
        if mask is None:
            mask = ops.ones(ops.shape(inputs)[:2], dtype="bool")
        mask = ops.cast(mask, "bool")[:, :, None]
        inputs = ops.where(mask, inputs, ops.zeros_like(inputs))
        pooled = self.pool(inputs, mask)
        return ops.where(ops.any(mask, axis=1), pooled, ops.zeros_like(pooled))

    def pool(self, inputs, mask):
        raise NotImplementedError(f"{type(self).__name__} must define pool.")

    def compute_mask(self, inputs, mask=None):
        """One vector for each row: nothing is left to mask."""


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class MaxPooling(Pooling):
    r"""Largest value of each feature over the real steps, $$y_d = \max_t x_{td}$$.

    Call arguments:
        inputs: Tensor [B, T, D].
        mask: Boolean tensor [B, T], true at real steps; by default all are.

    Returns:
        Tensor [B, D]; zeros for a row without real steps.

    Example:

    >>> x = np.array([[[1.0], [5.0], [9.0]]])
    >>> keras_seqzoo.layers.MaxPooling()(x, mask=[[True, True, False]]).numpy()
    array([[5.]], dtype=float32)
    """

    def pool(self, inputs, mask):
        return masked_max(inputs, mask)


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class MeanPooling(Pooling):
    r"""Mean of each feature over the real steps, $$y_d = \frac1n \sum_t x_{td}$$.

    Call arguments:
        inputs: Tensor [B, T, D].
        mask: Boolean tensor [B, T], true at real steps; by default all are.

    Returns:
        Tensor [B, D]; zeros for a row without real steps.

    Example:

    >>> x = np.array([[[1.0], [5.0], [9.0]]])
    >>> keras_seqzoo.layers.MeanPooling()(x, mask=[[True, True, False]]).numpy()
    array([[3.]], dtype=float32)
    """

    def pool(self, inputs, mask):
        count = ops.sum(ops.cast(mask, "int32"), axis=1, keepdims=True)
        return ops.sum(inputs / ops.cast(ops.maximum(count, 1), inputs.dtype), axis=1)


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class LastPooling(Pooling):
    """The vector of the last real step.

    Call arguments:
        inputs: Tensor [B, T, D].
        mask: Boolean tensor [B, T], true at real steps; by default all are.

    Returns:
        Tensor [B, D]; zeros for a row without real steps.

    Example:

    >>> x = np.array([[[1.0], [5.0], [9.0]]])
    >>> keras_seqzoo.layers.LastPooling()(x, mask=[[True, True, False]]).numpy()
    array([[5.]], dtype=float32)
    """

    def pool(self, inputs, mask):
        count = ops.cumsum(ops.cast(mask, "int32"), axis=1)
        total = ops.sum(ops.cast(mask, "int32"), axis=1, keepdims=True)
        last = ops.logical_and(mask, ops.equal(count, total))
        return ops.sum(ops.where(last, inputs, ops.zeros_like(inputs)), axis=1)


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class AttentionPooling(Settings, Pooling):
    r"""Mean over the real steps weighted by a learned additive score.

    $$s_t = v^\top \tanh(W x_t + b) \qquad y = \sum_t \mathrm{softmax}(s)_t \, x_t$$

    Args:
        units: Size of the hidden layer of the score; by default that of the inputs.
        kernel_initializer: Initializer of $W$ and $v$.

    Call arguments:
        inputs: Tensor [B, T, D].
        mask: Boolean tensor [B, T], true at real steps; by default all are.

    Returns:
        Tensor [B, D]; zeros for a row without real steps.

    Example:

    >>> layer = keras_seqzoo.layers.AttentionPooling()
    >>> layer(np.zeros((2, 7, 4))).shape
    TensorShape([2, 4])

    Reference: Yang et al. (2016), eq. 5-7.
    """

    def __init__(self, units=None, kernel_initializer="glorot_uniform", **kwargs):
        super().__init__(**kwargs)
        self.store(locals(), AttentionPooling)
        if units is not None:
            self.check_positive("units")

    def build(self, input_shape):
        features = input_shape[-1]
        units = self.units or features
        self.kernel = self.add_weight(
            name="kernel", shape=(features, units), initializer=self.kernel_initializer
        )
        self.bias = self.add_weight(name="bias", shape=(units,), initializer="zeros")
        self.query = self.add_weight(
            name="query", shape=(units, 1), initializer=self.kernel_initializer
        )
        self.built = True

    def pool(self, inputs, mask):
        weights = ops.cast(self.softmax(inputs, mask), inputs.dtype)
        return ops.sum(weights * inputs, axis=1)

    def weights_of(self, inputs, mask):
        """Returns the weights of the steps, float32 [B, T]; they sum to one.

        Args:
            inputs: Tensor [B, T, D].
            mask: Boolean tensor [B, T], true at real steps.
        """
        return self.softmax(inputs, mask[:, :, None])[:, :, 0]

    def softmax(self, inputs, mask):
        scores = self.scores(inputs)
        scores = ops.where(mask, scores, ops.full_like(scores, -1e9))
        return ops.softmax(scores, axis=1)

    def scores(self, inputs):
        """Returns the score of each step: [..., D] -> [..., 1] float32."""
        hidden = ops.tanh(ops.matmul(inputs, self.kernel) + self.bias)
        return ops.cast(ops.matmul(hidden, self.query), "float32")
