"""Cells whose gates see the state through a matrix."""

from keras import ops

from keras_seqzoo.cells.base import plain_products
from keras_seqzoo.cells.kernel import KernelCell
from keras_seqzoo.cells.state_dropout import dropped_step, state_masks


class DenseRecurrentCell(KernelCell):
    r"""A cell whose gates are made of $W x_t + b$ and $U h_{t-1}$.

    Args:
        units: Number of units.
        recurrent_initializer: Initializer of `recurrent_kernel`.
        recurrent_regularizer: Regularizer of `recurrent_kernel`.
        recurrent_constraint: Constraint on `recurrent_kernel`.
        recurrent_dropout: Fraction of the units of the state to drop where it enters
            the recurrent product, one mask for a whole sequence; as in
            `RecurrentDropoutCell`, which does it for any cell.
        **kwargs: Arguments of `KernelCell`.
    """

    def __init__(
        self,
        units,
        recurrent_initializer="orthogonal",
        recurrent_regularizer=None,
        recurrent_constraint=None,
        recurrent_dropout=0.0,
        **kwargs,
    ):
        super().__init__(units, **kwargs)
        self.store(locals(), DenseRecurrentCell)
        self.check_fraction("recurrent_dropout")

    def build_kernels(self, features):
        """Adds `kernel` [D, G·U], `recurrent_kernel` [H, G·U] and `bias` [G·U].

        H is the width of the first state.
        """
        self.kernel = self.add_matrix("kernel", (features, self.width))
        self.recurrent_kernel = self.add_matrix(
            "recurrent_kernel", (self.state_size[0], self.width), "recurrent"
        )
        self.bias = self.add_bias((self.width,))

    def draws(self, training):
        return super().draws(training) or bool(training and self.recurrent_dropout)

    def project(self, inputs, training=False):
        """Returns gates, or with `recurrent_dropout` `(gates, masks of the state)`."""
        gates_x = super().project(inputs, training)
        if not self.recurrent_dropout:
            return gates_x
        return gates_x, state_masks(self, inputs, self.recurrent_dropout, training)

    def step(self, gates_x, states, products=None):
        if not self.recurrent_dropout:
            return super().step(gates_x, states, products)
        if products is None:
            products = plain_products(self.matrices(gates_x))
        return dropped_step(self, *gates_x, states, products)

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
        implementation: 1 or 2, taken for the sake of Keras's arguments: the equations
            are run in one way whichever it is.
        **kwargs: Arguments of `DenseRecurrentCell`.
    """

    def __init__(
        self,
        units,
        activation="tanh",
        recurrent_activation="sigmoid",
        implementation=2,
        **kwargs,
    ):
        super().__init__(units, **kwargs)
        self.store(locals(), GatedCell)
        self.check_choice("implementation", (1, 2))
