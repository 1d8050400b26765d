"""Variational dropout of the state of any cell."""

import keras

from keras_seqzoo.cells.base import RecurrentCell, plain_products
from keras_seqzoo.cells.state_dropout import dropped_step, state_masks
from keras_seqzoo.cells.wrapper import WrapperCell


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class RecurrentDropoutCell(WrapperCell):
    r"""Drops units of the state where it enters the recurrent product.

    $$U (d \odot h_{t-1}), \qquad d \sim \mathrm{Bernoulli}(1 - p) / (1 - p)$$

    One mask $d$ is drawn for each sequence and holds for all its steps and gates.
    The state that is carried is not dropped. In a cell whose candidate has a product of
    its own after a gate (GRU with `reset_after=False`, minimal gated unit) that product
    is not dropped.

    Args:
        cell: A cell with a recurrent product and no `recurrent_dropout` of its own; no
            wrapper. Wrap the result instead.
        rate: Probability $p$ in [0, 1) of a unit to be dropped.
        seed: Seed of the masks.
        **kwargs: Arguments of `keras.layers.Layer`.

    Raises:
        ValueError: If `rate` is out of its range or the cell has no recurrent product.

    Example:

    >>> cell = keras_seqzoo.cells.GRUCell(8)
    >>> layer = keras.layers.RNN(keras_seqzoo.cells.RecurrentDropoutCell(cell, 0.3))
    >>> tuple(layer(np.zeros((2, 5, 3))).shape)
    (2, 8)

    Reference: Gal & Ghahramani (2016), A theoretically grounded application of dropout
    in recurrent neural networks.
    """

    def __init__(self, cell, rate, seed=None, **kwargs):
        super().__init__(cell, **kwargs)
        self.store(locals(), RecurrentDropoutCell)
        self.check_fraction("rate")
        self.check_cell()
        self.seed_generator = keras.random.SeedGenerator(seed)

    def check_cell(self):
        if type(self.cell).recur is RecurrentCell.recur:
            raise ValueError(
                "`cell` must have a recurrent product of its own: a linear cell has "
                "none, and other wrappers go around RecurrentDropoutCell, not into it. "
                f"Received: cell={self.cell}"
            )
        if getattr(self.cell, "recurrent_dropout", 0.0):
            raise ValueError(
                "`cell` drops its state already; leave out its `recurrent_dropout` or "
                "the wrapper. "
                f"Received: recurrent_dropout={self.cell.recurrent_dropout}"
            )

    def draws(self, training):
        return bool(training and self.rate) or super().draws(training)

    def draw(self, inputs, training):
        """Returns a list of the mask of the first state; empty at inference."""
        return state_masks(self, inputs, self.rate, training)

    def step(self, gates_x, states, products=None):
        if products is None:
            products = plain_products(self.matrices(gates_x))
        gates_x, masks = gates_x
        return dropped_step(self.cell, gates_x, masks, states, products)
