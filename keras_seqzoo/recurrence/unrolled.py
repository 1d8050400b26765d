"""What a cell is unrolled over: one value for both passes (TensorFlow)."""

from collections.abc import Callable
from typing import Any, NamedTuple

import tensorflow as tf

from keras_seqzoo.recurrence.weights import with_weights


class Unrolled(NamedTuple):
    """A cell and a sequence; time is the first axis.

    Attributes:
        cell: A `RecurrentCell`, built.
        project: Function of a cell and `source` that gives the gates; draws nothing.
        mask: Boolean tensor [T, B, 1], true at real steps, or `None`.
        reverse: Whether to run from the last step to the first.
        source: What `project` makes the gates of, a nest of tensors [T, B, ...].
        start: List of start states [B, n].
        matrices: `cell.matrices` of the sequence.
        weights: Values of all weights of the cell, by identity.
    """

    cell: Any
    project: Callable
    mask: Any
    reverse: bool
    source: Any
    start: list
    matrices: dict
    weights: dict

    @property
    def arguments(self):
        """What the states are differentiated by."""
        return self.source, self.start, self.matrices, self.weights

    def given(self, flat):
        """The same with other values of `arguments`, as a flat list."""
        source, start, matrices, weights = tf.nest.pack_sequence_as(
            self.arguments, flat
        )
        return self._replace(
            source=source, start=start, matrices=matrices, weights=weights
        )

    def cast(self, dtype):
        """The same with arguments of another float dtype."""

        def converted(x):
            return tf.cast(x, dtype) if x.dtype.is_floating else x

        flat = tf.nest.map_structure(converted, tf.nest.flatten(self.arguments))
        return self.given(flat)

    def view(self, weights):
        """The cell with these weights in place of its own."""
        return with_weights(self.cell, weights)

    @property
    def length(self):
        """Number of steps, a tensor where it is not known."""
        first = tf.nest.flatten(self.source)[0]
        return tf.shape(first)[0] if first.shape[0] is None else first.shape[0]
