"""Cells whose state is a linear recurrence with coefficients from the input alone."""

from keras import ops

from keras_seqzoo.recurrence.hoisted import source_of, time_major
from keras_seqzoo.recurrence.linear_scan import linear_scan


def linear(cell, inputs, states, mask=None, training=False, reverse=False):
    r"""Runs a linear cell over a sequence as one linear recurrence.

    $$h_t = a_t \odot h_{t-1} + b_t, \qquad (a, b) = \mathrm{coefficients}(G)$$

    A masked step has a = 1 and b = 0. Arguments and returns are those of `hoisted`.
    """
    source, project = source_of(cell, inputs, training)
    gates_x = project(cell, source)
    a, b = cell.coefficients(gates_x)
    if mask is not None:
        steps = time_major(ops.expand_dims(mask, -1))
        a, b = (
            ops.where(steps, a, ops.ones_like(a)),
            ops.where(steps, b, ops.zeros_like(b)),
        )
    h, final = linear_scan(a, b, states[0], reverse)
    return time_major(cell.readout(gates_x, h)), [final]
