"""Zoneout of the states of any cell."""

import keras

from keras_seqzoo.cells.config import fraction
from keras_seqzoo.cells.masks import step_mask
from keras_seqzoo.cells.wrapper import WrapperCell


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class ZoneoutCell(WrapperCell):
    r"""Lets units of the state keep their old value at random.

    $$s_t = d_t \odot s_{t-1} + (1 - d_t) \odot \tilde s_t \qquad
      d_t \sim \mathrm{Bernoulli}(p)$$

    with $\tilde s_t$ the new state of the cell; at inference $d_t = p$, its mean.
    Each step and each state draws its own mask. Where the output is the first state it
    follows it.

    Args:
        cell: The cell.
        rate: Probability $p$ in [0, 1) of each state to be kept, or a list of one for
            each state, for an LSTM [of h, of c].
        seed: Seed of the masks.
        **kwargs: Arguments of `keras.layers.Layer`.

    Raises:
        ValueError: If a rate is out of its range or their number is wrong.

    Example:

    >>> cell = keras_seqzoo.cells.LSTMCell(8)
    >>> layer = keras.layers.RNN(keras_seqzoo.cells.ZoneoutCell(cell, [0.05, 0.5]))
    >>> tuple(layer(np.zeros((2, 5, 3))).shape)
    (2, 8)

    Reference: Krueger et al. (2017), Zoneout, section 3.
    """

    def __init__(self, cell, rate, seed=None, **kwargs):
        super().__init__(cell, **kwargs)
        self.store(locals(), ZoneoutCell)
        self.check_rates()
        self.seed_generator = keras.random.SeedGenerator(seed)

    @property
    def rates(self):
        """The rate of each state."""
        each = isinstance(self.rate, list | tuple)
        return list(self.rate) if each else [self.rate] * len(self.state_size)

    def check_rates(self):
        if len(self.rates) != len(self.state_size):
            raise ValueError(
                f"`rate` must be a number or {len(self.state_size)} numbers, one for "
                f"each state. Received: rate={self.rate!r}"
            )
        for rate in self.rates:
            fraction("rate", rate)

    def draws(self, training):
        return bool(training)

    def draw(self, inputs, training):
        """Returns a mask for each state, none at inference."""
        if not training:
            return []
        dtype, seed = self.compute_dtype, self.seed_generator
        return [
            step_mask(inputs, width, rate, dtype, seed)
            for width, rate in zip(self.state_size, self.rates, strict=True)
        ]

    def finish(self, drawn, output, new_states, states):
        kept = [
            keep * old + (1 - keep) * new
            for keep, new, old in zip(
                drawn or self.rates, new_states, states, strict=True
            )
        ]
        return kept[0] if output is new_states[0] else output, kept
