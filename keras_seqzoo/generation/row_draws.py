"""Random numbers of many texts, each text with a sequence of its own."""

from numbers import Integral

import numpy as np

from keras_seqzoo.number_checks import check_seed

BLOCK = 256


class RowDraws:
    """Uniform numbers by row: those of a row depend on the seed and its number alone.

    So a text is the same whether it is written alone or beside others. The method
    `random` is that of `numpy.random.Generator`, for one number a row.

    Args:
        rows: Number of rows, or their numbers.
        seed: Integer of at least 0, or `None` for a fresh one.

    Raises:
        ValueError: If `seed` is no integer of at least 0.

    Example:

    >>> draws = RowDraws(2, seed=1)
    >>> draws.random((2,)).shape
    (2,)
    """

    def __init__(self, rows, seed=None):
        check_seed(seed)
        seed = np.random.SeedSequence().entropy if seed is None else seed
        rows = range(rows) if isinstance(rows, Integral) else rows
        self.generators = [np.random.default_rng([seed, row]) for row in rows]
        self.used = BLOCK

    def random(self, shape):
        """Returns one number in [0, 1) for each row; `shape` is `(rows,)`."""
        if tuple(shape) != (len(self.generators),):
            raise ValueError(
                f"`shape` must be ({len(self.generators)},), a number for each row. "
                f"Received: shape={shape!r}"
            )
        if self.used == BLOCK:
            fresh = [rng.random(BLOCK) for rng in self.generators]
            self.block = np.reshape(fresh, (-1, BLOCK))
            self.used = 0
        self.used += 1
        return self.block[:, self.used - 1]

    def keep(self, rows):
        """Goes on with some of the rows."""
        self.generators = [self.generators[row] for row in rows]
        if self.used < BLOCK:
            self.block = self.block[rows]
