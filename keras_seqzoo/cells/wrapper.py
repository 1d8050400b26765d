"""Cells around a cell."""

from keras_seqzoo.cells.base import RecurrentCell, plain_products
from keras_seqzoo.cells.config import read_cell


class WrapperCell(RecurrentCell):
    r"""A cell that changes what another cell gives; its states are those of the other.

    A subclass defines what it draws from the inputs beside the gates and what it makes
    of the cell's step:

    * `draw(inputs, training)`: a tensor, or a nest of tensors, [B, ..., n];
    * `finish(drawn, output, new_states, states)`: the wrapper's `(output, new_states)`.

    `gates_x` is the pair (gates of the cell, drawn).

    Args:
        cell: A cell of this package, or a wrapper.
        **kwargs: Arguments of `keras.layers.Layer`; the dtype is the cell's by default.

    Raises:
        TypeError: If `cell` is no `RecurrentCell`.
    """

    def __init__(self, cell, **kwargs):
        cell = read_cell(cell)
        if not isinstance(cell, RecurrentCell):
            raise TypeError(
                "`cell` must be a cell of keras_seqzoo.cells, such as LSTMCell(8). "
                f"Received: cell={cell!r} (of type {type(cell).__name__})"
            )
        super().__init__(**{"dtype": cell.dtype_policy} | kwargs)
        self.store(locals(), WrapperCell)
        self.state_size = cell.state_size
        self.output_size = cell.output_size

    @property
    def column_parts(self):
        return self.cell.column_parts

    def build(self, input_shape):
        if not self.cell.built:
            self.cell.build(input_shape)
        self.built = True

    def get_initial_state(self, batch_size=None):
        """Returns the start state of the cell."""
        return self.cell.get_initial_state(batch_size)

    def draw(self, inputs, training):
        """Returns what the wrapper needs of the inputs beside the gates."""
        raise NotImplementedError(f"{type(self).__name__} must define draw.")

    def finish(self, drawn, output, new_states, states):
        """Returns the wrapper's `(output, new_states)` from those of the cell."""
        return output, new_states

    def project(self, inputs, training=False):
        return self.cell.project(inputs, training), self.draw(inputs, training)

    def draws(self, training):
        return self.cell.draws(training)

    def matrices(self, gates_x):
        return self.cell.matrices(gates_x[0])

    def step(self, gates_x, states, products=None):
        if products is None:
            products = plain_products(self.matrices(gates_x))
        gates_x, drawn = gates_x
        return self.finish(drawn, *self.cell.step(gates_x, states, products), states)
