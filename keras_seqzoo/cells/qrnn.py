"""The quasi-recurrent network."""

import keras
from keras import ops

from keras_seqzoo.cells.linear import LinearCell

GATES = {"f": 2, "fo": 3, "ifo": 4}


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class QRNNCell(LinearCell):
    r"""Quasi-recurrent network with a window of one step.

    $$z_t = g(W_z x_t + b_z) \qquad f_t, o_t, i_t = \sigma(W x_t + b)$$

    | pooling | state | output |
    |---|---|---|
    | `"f"` | $c_t = f_t \odot c_{t-1} + (1 - f_t) \odot z_t$ | $h_t = c_t$ |
    | `"fo"` | the same | $h_t = o_t \odot c_t$ |
    | `"ifo"` | $c_t = f_t \odot c_{t-1} + i_t \odot z_t$ | $h_t = o_t \odot c_t$ |

    Gates lie in the order (candidate, forget, output, input), as many as there are.
    The paper's wider windows look at inputs of steps before, which a step does not
    have: put `keras.layers.Conv1D(filters, window, padding="causal")` in front.

    Args:
        units: Number of units.
        pooling: `"f"`, `"fo"` or `"ifo"`.
        activation: Activation $g$ of the candidate.
        **kwargs: Arguments of `KernelCell`.

    Returns:
        `(output [B, U], [c [B, U]])`.

    Raises:
        ValueError: If `pooling` is unknown.

    Example:

    >>> layer = keras.layers.RNN(keras_seqzoo.cells.QRNNCell(8, pooling="ifo"))
    >>> tuple(layer(np.zeros((2, 5, 3))).shape)
    (2, 8)

    Reference: Bradbury et al. (2017), Quasi-recurrent neural networks, eq. 3-5.
    """

    def __init__(self, units, pooling="fo", activation="tanh", **kwargs):
        super().__init__(units, **kwargs)
        self.store(locals(), QRNNCell)
        self.check_choice("pooling", tuple(GATES))
        self.num_gates = GATES[self.pooling]

    def project(self, inputs, training=False):
        """Returns `(candidate, sigmoid gates)`."""
        gates_x = super().project(inputs, training)
        candidate, gates = ops.split(gates_x, [self.units], axis=-1)
        return self.activation(candidate), ops.sigmoid(gates)

    def coefficients(self, gates_x):
        z, (f, *_) = gates_x[0], self.unpack(gates_x[1])
        return f, self.intake(gates_x) * z

    def intake(self, gates_x):
        f, *rest = self.unpack(gates_x[1])
        return rest[1] if self.pooling == "ifo" else 1 - f

    def readout(self, gates_x, h):
        return h if self.pooling == "f" else self.unpack(gates_x[1])[1] * h

    def unpack(self, gates):
        return ops.split(gates, self.num_gates - 1, axis=-1)
