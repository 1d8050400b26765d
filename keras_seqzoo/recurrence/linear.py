"""Cells whose state is a linear recurrence with coefficients from the input alone."""

import keras
from keras import ops, tree

from keras_seqzoo.cells.initial import NARROW
from keras_seqzoo.recurrence.hoisted import source_of, time_major
from keras_seqzoo.recurrence.linear_scan import linear_scan


def linear(cell, inputs, states, mask=None, training=False, reverse=False):
    r"""Runs a linear cell over a sequence as one linear recurrence.

    $$h_t = a_t \odot h_{t-1} + b_t, \qquad (a, b) = \mathrm{coefficients}(G)$$

    A masked step has a = 1 and b = 0. Arguments and returns are those of `hoisted`. The
    recurrence is run in float32 at least: a is often so near to one that half precision
    rounds it to that.
    """
    source, project = source_of(cell, inputs, training)
    gates_x = tree.map_structure(widened, project(cell, source))
    a, b = cell.coefficients(gates_x)
    if mask is not None:
        steps = time_major(ops.expand_dims(mask, -1))
        a, b = (
            ops.where(steps, a, ops.ones_like(a)),
            ops.where(steps, b, ops.zeros_like(b)),
        )
    h, final = linear_scan(a, b, widened(states[0]), reverse)
    outputs = ops.cast(cell.readout(gates_x, h), cell.compute_dtype)
    return time_major(outputs), [ops.cast(final, states[0].dtype)]


def widened(x):
    """A tensor in float32 if it is in half precision."""
    narrow = keras.backend.standardize_dtype(x.dtype) in NARROW
    return ops.cast(x, "float32") if narrow else x
