"""What the forward pass keeps for the backward pass beside the states (TensorFlow).

Steps are read from the arrays that they were written to: to join them would copy them.
"""

from typing import Any, NamedTuple

import tensorflow as tf

from keras_seqzoo.recurrence.arrays import array, written
from keras_seqzoo.recurrence.products import joined_parts, noted


class Kept(NamedTuple):
    """Products and gates of the steps; empty where they are to be computed again.

    Attributes:
        products: `tf.TensorArray` of each product of a step, in the order of the calls.
        gates: `tf.TensorArray` of each tensor of the gates.
        offset: Index of the first step.
    """

    products: list
    gates: list
    offset: Any

    def written(self, i, products, gates):
        """The same with what a step has kept at index i."""
        products = [joined_parts(y) for y in products] if self.products else []
        gates = tf.nest.flatten(gates) if self.gates else []
        return Kept(
            written(self.products, i, products),
            written(self.gates, i, gates),
            self.offset,
        )

    def products_at(self, t):
        """The products of step t, or none."""
        return [a.read(t + self.offset) for a in self.products]

    def gates_at(self, t, computed):
        """The gates of step t; of those computed for all steps if none are kept."""
        if not self.gates:
            return tf.nest.map_structure(lambda x: x[t], computed)
        gates = [a.read(t + self.offset) for a in self.gates]
        return tf.nest.pack_sequence_as(computed, gates)


def keeper(whole, length, offset):
    """A `Kept` to write `length` steps to; it keeps nothing if `whole` does not.

    Eagerly nothing is kept, since a step would be traced at every call.
    """
    if tf.executing_eagerly() or not whole.keeps:
        return Kept([], [], offset)
    products, gates = (
        [array(length, x.shape, x.dtype) for x in tensors] for tensors in traced(whole)
    )
    return Kept(products, gates, offset)


def traced(whole):
    """Products and gates of a step, which is traced without running it.

    Gates that are their own source are there anyway, and left out.
    """
    found = []

    def trace(source, states):
        products, given = noted(whole.products())
        gates = whole.gates(source)
        one = tf.nest.map_structure(lambda x: x[0], gates)
        whole.stepping().step(one, states, products)
        new = tf.nest.flatten(gates)[0] is not tf.nest.flatten(source)[0]
        found.append([joined_parts(y) for y in given])
        found.append(tf.nest.flatten(one) if new else [])

    source = tf.nest.map_structure(
        lambda x: tf.TensorSpec((1, *x.shape[1:]), x.dtype), whole.source
    )
    states = [tf.TensorSpec(s.shape, s.dtype) for s in whole.start]
    tf.function(trace, autograph=False).get_concrete_function(source, states)
    return found
