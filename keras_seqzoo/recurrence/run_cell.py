"""A cell over a sequence by a path, with Keras's conventions of masks and order."""

from importlib import import_module

import keras
from keras import ops

from keras_seqzoo.recurrence.checkpointed import checkpointed
from keras_seqzoo.recurrence.hoisted import hoisted
from keras_seqzoo.recurrence.linear import linear
from keras_seqzoo.recurrence.looped import looped
from keras_seqzoo.recurrence.masks import masked_outputs

PATHS = {"hoisted": hoisted, "linear": linear, "loop": looped}


def runner(path):
    """The function of a path; those of a GPU are imported when a layer has them."""
    if path not in PATHS:
        return getattr(import_module(f"keras_seqzoo.recurrence.{path}"), path)
    return PATHS[path]


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
    outputs, states = runner(path)(cell, inputs, states, mask, training, reverse)
    outputs = masked_outputs(outputs, mask, reverse, zero)
    if reverse:
        outputs = ops.flip(outputs, axis=1)
    return outputs[:, -1], outputs, states
