"""A convolution over the last few steps whose past is a state."""

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class CausalConvolution(keras.layers.Layer):
    r"""Mixes each feature with itself at the steps before.

    $$y_t = b + \sum_{j=0}^{k-1} w_j \odot x_{t-k+1+j}$$

    The steps before the sequence are a state, so that a sequence may be given in parts.

    Args:
        window: Number of steps k, at least 2.
        **kwargs: Arguments of `keras.layers.Layer`.

    Call arguments:
        sequences: Tensor [B, T, D].
        state: Tensor [B, (k - 1) D], the inputs before the first step.

    Returns:
        `(outputs [B, T, D], new state [B, (k - 1) D])`.

    Raises:
        ValueError: If `window` is no integer of at least 2.

    Example:

    >>> layer = keras_seqzoo.layers.CausalConvolution(3)
    >>> outputs, state = layer(np.ones((2, 5, 4)), np.zeros((2, 8)))

    Reference: van den Oord et al. (2016), section 2.1; before a linear recurrence:
    Gu & Dao (2023), section 3.4.
    """

    def __init__(self, window, **kwargs):
        super().__init__(**kwargs)
        if not isinstance(window, int) or window < 2:
            raise ValueError(
                "`window` must be an integer of at least 2. "
                f"Received: window={window!r}"
            )
        self.window = window

    def build(self, sequences_shape, state_shape=None):
        features = sequences_shape[-1]
        now = keras.initializers.Constant(1.0)
        self.now = self.add_weight((features,), now, name="now")
        self.past = self.add_weight((self.window - 1, features), "zeros", name="past")
        self.bias = self.add_weight((features,), "zeros", name="bias")

    def call(self, sequences, state):
        features = sequences.shape[-1]
        before = ops.reshape(state, (-1, self.window - 1, features))
        x = ops.concatenate([ops.cast(before, sequences.dtype), sequences], axis=1)
        steps = ops.shape(sequences)[1]
        outputs = sequences * self.now + self.bias
        for j in range(self.window - 1):
            outputs = outputs + x[:, j : j + steps] * self.past[j]
        last = x[:, steps:]
        return outputs, ops.reshape(last, (-1, (self.window - 1) * features))

    def compute_output_shape(self, sequences_shape, state_shape):
        return tuple(sequences_shape), tuple(state_shape)

    def get_config(self):
        return {**super().get_config(), "window": self.window}
