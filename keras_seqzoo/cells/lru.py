"""The real-gated linear recurrent unit."""

import keras
from keras import ops

from keras_seqzoo.cells.initial import logit_of, widened
from keras_seqzoo.cells.linear import LinearCell

POWER = 8.0
SMALLEST = 1e-6


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class LRUCell(LinearCell):
    r"""Real-gated linear recurrent unit (RG-LRU of Griffin).

    $$r_t = \sigma(W_r x_t + b_r) \qquad i_t = \sigma(W_i x_t + b_i) \qquad
      \tilde x_t = W x_t + b$$
    $$a_t = \sigma(\Lambda)^{8 r_t} \qquad
      h_t = a_t \odot h_{t-1} + \sqrt{1 - a_t^2} \odot i_t \odot \tilde x_t$$

    The square root keeps the variance of the state. Under it stands at least 1e-6, so
    that its derivative stays finite where $a_t$ rounds to one. In Griffin the inputs
    come with U features and there is no $W$.

    Weights: `kernel` [D, 3U] and `bias` [3U] in the order (recurrence gate, input gate,
    input), then `decay` [U], the $\Lambda$.

    Args:
        units: Number of units.
        min_decay: Least start value of $\sigma(\Lambda)^8$, in (0, 1).
        max_decay: Largest start value of $\sigma(\Lambda)^8$, in (0, 1).
        **kwargs: Arguments of `KernelCell`.

    Returns:
        `(output [B, U], [h [B, U]])`.

    Raises:
        ValueError: If not 0 < `min_decay` < `max_decay` < 1.

    Example:

    >>> layer = keras.layers.RNN(keras_seqzoo.cells.LRUCell(8))
    >>> tuple(layer(np.zeros((2, 5, 3))).shape)
    (2, 8)

    Reference: De et al. (2024), Griffin, section 2.4; Orvieto et al. (2023).
    """

    num_gates = 3

    def __init__(self, units, min_decay=0.9, max_decay=0.999, **kwargs):
        super().__init__(units, **kwargs)
        self.store(locals(), LRUCell)
        self.check_decays()

    def check_decays(self):
        if not 0 < self.min_decay < self.max_decay < 1:
            raise ValueError(
                "`min_decay` and `max_decay` must obey 0 < min_decay < max_decay < 1. "
                f"Received: min_decay={self.min_decay}, max_decay={self.max_decay}"
            )

    def build_kernels(self, features):
        super().build_kernels(features)
        initializer = logit_of(self.min_decay, self.max_decay, POWER)
        self.decay = self.add_weight((self.units,), widened(initializer), name="decay")

    def coefficients(self, gates_x):
        recurrence, take, inputs = ops.split(gates_x, 3, axis=-1)
        rate = POWER * ops.softplus(-self.decay)
        log_a = ops.multiply(-ops.sigmoid(recurrence), rate)
        room = ops.maximum(-ops.expm1(2 * log_a), SMALLEST)
        return ops.exp(log_a), ops.sqrt(room) * ops.sigmoid(take) * inputs
