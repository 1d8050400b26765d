"""The one place that chooses how a cell runs over a sequence."""

import keras
from keras import ops

from keras_seqzoo.recurrence.checkpointed import checkpointed
from keras_seqzoo.recurrence.hoisted import hoisted
from keras_seqzoo.recurrence.linear import linear
from keras_seqzoo.recurrence.looped import looped
from keras_seqzoo.recurrence.masks import masked_outputs

PATHS = {"hoisted": hoisted, "linear": linear, "loop": looped}


def path(cell, unroll, recurrence, dtype):
    """Chooses `"loop"`, `"hoisted"` or `"linear"` from the cell and the options.

    A cell whose dtype is not that of its layer is called as a layer at every step, so
    that Keras converts what goes in and out.
    """
    if unroll or recurrence == "loop" or not hasattr(cell, "project"):
        return "loop"
    if cell.compute_dtype != dtype:
        return "loop"
    return "linear" if hasattr(cell, "coefficients") else "hoisted"


def keras_loops(cell):
    """Whether the loop is that of Keras, which on JAX fails with masks and seeds."""
    return keras.backend.backend() != "jax" or not isinstance(cell, keras.layers.Layer)


def run_checkpointed(
    cell, inputs, states, *, mask, training, reverse, zero, every, sequences
):
    """Runs a cell like `run`, in memory that grows like the square root of T.

    Args:
        every: Steps between two states that are kept, or `"sqrt"`.
        sequences: Whether all outputs are wanted, or the last one only.
    """
    if mask is not None:
        mask = ops.cast(mask, "bool")
    last, outputs, states = checkpointed(
        cell, inputs, states, mask, training, reverse,
        every=every, sequences=sequences, zero=zero,
    )  # fmt: skip
    if reverse:
        outputs = ops.flip(outputs, axis=1)
    return last, outputs, states


def run(cell, inputs, states, *, mask, training, reverse, zero, path):
    """Runs a cell over [B, T, D] with Keras's conventions of masks and order.

    Returns:
        `(last output [B, O], outputs [B, T, O] in the order of the run, final states)`.
    """
    if mask is not None:
        mask = ops.cast(mask, "bool")
    outputs, states = PATHS[path](cell, inputs, states, mask, training, reverse)
    outputs = masked_outputs(outputs, mask, reverse, zero)
    if reverse:
        outputs = ops.flip(outputs, axis=1)
    return outputs[:, -1], outputs, states
