"""Sequences of different lengths without padding, as a recurrence reads them."""

import numpy as np


class Packing:
    """The order in which two recurrences read sequences that lie one after the other.

    Step t reads the t-th item of every sequence that has one, longest sequences first,
    so the sequences that go on are always the leading ones.

    Args:
        lengths: Positive lengths of B sequences; their N items lie one after the other.

    Attributes:
        rows: The B sequences, longest first.
        counts: How many sequences each step reads, a list of T numbers.
        forward: Places [N] of the items in the order of the steps.
        backward: The same for sequences that are read from their ends.

    Example:

    >>> packing = Packing([1, 3])
    >>> packing.counts, packing.forward.tolist(), packing.backward.tolist()
    ([2, 1, 1], [1, 0, 2, 3], [3, 0, 2, 1])
    """

    def __init__(self, lengths):
        lengths = np.asarray(lengths, np.int64)
        self.rows = np.argsort(-lengths, kind="stable")
        ordered = lengths[self.rows]
        starts = (np.cumsum(lengths) - lengths)[self.rows]
        steps = np.arange(ordered.max(initial=0))[:, None]
        real = steps < ordered
        self.counts = real.sum(axis=1).tolist()
        self.forward = (starts + steps)[real]
        self.backward = (starts + ordered - 1 - steps)[real]

    def steps(self):
        """Yields for each step the slice of the packed items that it reads."""
        start = 0
        for count in self.counts:
            yield slice(start, start + count)
            start += count

    def blocks(self, size):
        """Yields lists of slices of successive steps, which read about `size` items."""
        block = []
        for step in self.steps():
            block.append(step)
            if step.stop - block[0].start >= size:
                yield block
                block = []
        if block:
            yield block
