"""DropConnect on the recurrent kernel of any cell."""

import keras
from keras import ops

from keras_seqzoo.cells.dense import DenseRecurrentCell
from keras_seqzoo.cells.masks import replayed_dropout, travelling_seed
from keras_seqzoo.cells.view import view_of
from keras_seqzoo.cells.wrapper import WrapperCell


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class WeightDropCell(WrapperCell):
    r"""Drops entries of the recurrent kernel, the same ones at every step.

    $$U \to U \odot D, \qquad D \sim \mathrm{Bernoulli}(1 - p) / (1 - p)$$

    One mask $D$ is drawn for a batch of sequences. What travels with the gates is not
    the mask but the seed it is drawn from, so that any step can be replayed.

    Args:
        cell: A cell with a `recurrent_kernel`; no wrapper. Wrap the result instead.
        rate: Probability $p$ in [0, 1) of a weight to be dropped.
        seed: Seed of the masks.
        **kwargs: Arguments of `keras.layers.Layer`.

    Raises:
        ValueError: If `rate` is out of its range or the cell has no recurrent kernel.

    Example:

    >>> cell = keras_seqzoo.cells.LSTMCell(8)
    >>> layer = keras.layers.RNN(keras_seqzoo.cells.WeightDropCell(cell, 0.5))
    >>> tuple(layer(np.zeros((2, 5, 3))).shape)
    (2, 8)

    Reference: Merity, Keskar & Socher (2018), Regularizing and optimizing LSTM language
    models, section 2.
    """

    def __init__(self, cell, rate, seed=None, **kwargs):
        super().__init__(cell, **kwargs)
        self.store(locals(), WeightDropCell)
        self.check_fraction("rate")
        self.check_cell()
        self.seed_generator = keras.random.SeedGenerator(seed)

    def check_cell(self):
        if not isinstance(self.cell, DenseRecurrentCell):
            raise ValueError(
                "`cell` must have a recurrent kernel of its own: a linear cell has "
                "none, and other wrappers go around WeightDropCell, not into it. "
                f"Received: cell={self.cell}"
            )

    def draws(self, training):
        return bool(training and self.rate) or super().draws(training)

    def draw(self, inputs, training):
        """Returns the seed of the mask in a list, which is empty at inference."""
        if not training or not self.rate:
            return []
        return [travelling_seed(inputs, self.seed_generator)]

    def matrices(self, gates_x):
        gates_x, seeds = gates_x
        kernel = ops.convert_to_tensor(self.cell.recurrent_kernel)
        for seed in seeds:
            kernel = replayed_dropout(kernel, self.rate, seed, self.seed_generator)
        return view_of(self.cell, recurrent_kernel=kernel).matrices(gates_x)
