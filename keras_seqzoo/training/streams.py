"""Streams of a running text, cut into windows for truncated backpropagation."""

from typing import NamedTuple

import numpy as np

from keras_seqzoo.data.errors import UnusableData
from keras_seqzoo.text.vocabulary import UNKNOWN


class Window(NamedTuple):
    """One window of all streams.

    `inputs` and `targets` are int32 [B, T]; `keep` float32 [B, 1] is 0 where a stream
    starts anew from the zero state and 1 where its state is carried on.
    """

    inputs: np.ndarray
    targets: np.ndarray
    keep: np.ndarray


class Streams:
    """A running text as parallel streams, the same for the same seed and epoch.

    In each epoch the text is turned by a random offset, folded into `batch_size` rows
    and cut into windows of random length, within a quarter of `sequence_length`.

    Args:
        ids: Integer array [N], the text.
        batch_size: Number of streams.
        sequence_length: Mean length of a window.
        reset_rate: Probability that a stream starts a window from the zero state.
        unknown_rate: Probability that an input (never a target) is replaced by the
            unknown character, so that its embedding is learnt.
        seed: Seed of all random choices.

    Raises:
        keras_seqzoo.data.errors.UnusableData: If the text is too short for
            `batch_size` streams.

    Example:

    >>> streams = Streams(np.arange(2, 102), batch_size=4, sequence_length=8)
    >>> windows = list(streams.windows(epoch=0))
    """

    def __init__(
        self,
        ids,
        batch_size,
        sequence_length,
        reset_rate=0.05,
        unknown_rate=0.001,
        seed=0,
    ):
        self.ids = np.asarray(ids, np.int32)
        self.batch_size = batch_size
        self.sequence_length = sequence_length
        self.reset_rate = reset_rate
        self.unknown_rate = unknown_rate
        self.seed = seed
        self.steps = (len(self.ids) - 1) // batch_size
        if self.steps < 1:
            raise UnusableData(
                "The text must have at least `batch_size` + 1 = "
                f"{batch_size + 1} tokens. Received: {len(self.ids)}. "
                "Give a longer text or fewer streams."
            )

    def bounds(self, epoch):
        """Returns the borders of the windows of an epoch, from 0 to `steps`."""
        rng = np.random.default_rng([self.seed, epoch, 0])
        spread = self.sequence_length // 4
        low, high = self.sequence_length - spread, self.sequence_length + spread
        lengths = rng.integers(low, high + 1, size=self.steps // low + 1)
        ends = np.cumsum(lengths)
        return [0, *ends[ends < self.steps].tolist(), self.steps]

    def num_windows(self, epoch):
        return len(self.bounds(epoch)) - 1

    def rows(self, epoch):
        """Returns the streams of an epoch, int32 [batch_size, steps + 1]."""
        offset = np.random.default_rng([self.seed, epoch, 1]).integers(len(self.ids))
        turned = np.roll(self.ids, -offset)
        starts = np.arange(self.batch_size)[:, None] * self.steps
        return turned[starts + np.arange(self.steps + 1)]

    def windows(self, epoch, first=0):
        """Yields the windows of an epoch from number `first` on."""
        bounds, rows = self.bounds(epoch), self.rows(epoch)
        for index in range(first, len(bounds) - 1):
            rng = np.random.default_rng([self.seed, epoch, 2, index])
            start, end = bounds[index : index + 2]
            yield Window(
                inputs=self.blot(rows[:, start:end], rng),
                targets=rows[:, start + 1 : end + 1],
                keep=self.draw_keep(rng, index),
            )

    def blot(self, inputs, rng):
        """Replaces few inputs by the unknown character."""
        return np.where(rng.random(inputs.shape) < self.unknown_rate, UNKNOWN, inputs)

    def draw_keep(self, rng, index):
        kept = rng.random((self.batch_size, 1)) >= self.reset_rate
        return np.float32(kept & (index > 0))
