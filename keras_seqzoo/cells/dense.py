"""Cells whose gates see the state through a matrix."""

from keras import ops

from keras_seqzoo.cells.kernel import KernelCell


class DenseRecurrentCell(KernelCell):
    r"""A cell whose gates are made of $W x_t + b$ and $U h_{t-1}$.

    Args:
        units: Number of units.
        recurrent_initializer: Initializer of `recurrent_kernel`.
        recurrent_regularizer: Regularizer of `recurrent_kernel`.
        recurrent_constraint: Constraint on `recurrent_kernel`.
        **kwargs: Arguments of `KernelCell`.
    """

    def __init__(
        self,
        units,
        recurrent_initializer="orthogonal",
        recurrent_regularizer=None,
        recurrent_constraint=None,
        **kwargs,
    ):
        super().__init__(units, **kwargs)
        self.store(locals(), DenseRecurrentCell)

    def build_kernels(self, features):
        """Adds `kernel` [D, G·U], `recurrent_kernel` [O, G·U] and `bias` [G·U]."""
        self.kernel = self.add_matrix("kernel", (features, self.width))
        self.recurrent_kernel = self.add_matrix(
            "recurrent_kernel", (self.output_size, self.width), "recurrent"
        )
        self.bias = self.add_bias((self.width,))

    def matrices(self, gates_x):
        return {"recurrent": ops.convert_to_tensor(self.recurrent_kernel)}

    def recur(self, states, products):
        """Returns $U h_{t-1}$ of every gate, [B, G·U]."""
        return products["recurrent"](states[0])


class GatedCell(DenseRecurrentCell):
    """A cell with a `recurrent_kernel` and gates.

    Args:
        units: Number of units.
        activation: Activation of the candidate and of the output.
        recurrent_activation: Activation of the gates.
        **kwargs: Arguments of `DenseRecurrentCell`.
    """

    def __init__(
        self, units, activation="tanh", recurrent_activation="sigmoid", **kwargs
    ):
        super().__init__(units, **kwargs)
        self.store(locals(), GatedCell)
