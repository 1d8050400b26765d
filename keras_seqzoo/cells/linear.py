"""Cells whose state obeys a linear recurrence driven by the input alone."""

from keras_seqzoo.cells.kernel import KernelCell


class LinearCell(KernelCell):
    r"""A cell whose whole sequence is one linear recurrence.

    $$h_t = a_t \odot h_{t-1} + b_t$$

    A subclass defines `coefficients(gates_x) -> (a, b)`, for any leading axes, and
    `readout(gates_x, h)` where the output is not the state.

    Args:
        units: Number of units.
        **kwargs: Arguments of `KernelCell`.
    """

    def coefficients(self, gates_x):
        """Returns `(a, b)` of h_t = a ∘ h_{t-1} + b, each [B, ..., U]."""
        raise NotImplementedError(f"{type(self).__name__} must define coefficients.")

    def readout(self, gates_x, h):
        """Returns the output of a state, [B, ..., U]."""
        return h

    def step(self, gates_x, states, products=None):
        a, b = self.coefficients(gates_x)
        h = a * states[0] + b
        return self.readout(gates_x, h), [h]
