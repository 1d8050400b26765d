"""What a cell is unrolled over: one value for both passes (TensorFlow)."""

from collections.abc import Callable
from typing import Any, NamedTuple

import tensorflow as tf

from keras_seqzoo.recurrence.products import product
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
        keeps: Whether the forward pass keeps the gates and products of all steps, so
            that the backward pass need not compute them again.
    """

    cell: Any
    project: Callable
    mask: Any
    reverse: bool
    source: Any
    start: list
    matrices: dict
    weights: dict
    keeps: bool = False

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
        return self.given(tf.nest.flatten(converted(self.arguments, dtype)))

    def cast_start(self, dtype):
        """The same with states, and so with steps, of another float dtype."""
        return self._replace(start=converted(self.start, dtype))

    @property
    def dtype(self):
        """The dtype of the states and of the steps; products may be narrower."""
        return self.start[0].dtype

    def gates(self, source):
        """What the steps need of some of `source`."""
        return converted(self.project(self.view(self.weights), source), self.dtype)

    def stepping(self):
        """The cell as its steps need it."""
        return self.view(converted(self.weights, self.dtype))

    def products(self):
        """For each of `matrices` the function that multiplies by it."""
        parts = self.cell.column_parts
        return {
            name: product(matrix, parts.get(name, 1))
            for name, matrix in self.matrices.items()
        }

    def view(self, weights):
        """The cell with these weights in place of its own."""
        return with_weights(self.cell, weights)

    @property
    def length(self):
        """Number of steps, a tensor where it is not known."""
        first = tf.nest.flatten(self.source)[0]
        return tf.shape(first)[0] if first.shape[0] is None else first.shape[0]


def converted(nested, dtype):
    """Tensors with their floats in another dtype."""
    return tf.nest.map_structure(
        lambda x: tf.cast(x, dtype) if x.dtype.is_floating else x, nested
    )


def alike(tensors, others):
    """Tensors in the dtypes of others."""
    return tf.nest.map_structure(lambda x, y: tf.cast(x, y.dtype), tensors, others)
