"""The hoisted loop: the input product for all steps at once, then a loop of steps."""

import keras
from keras import ops, tree

from keras_seqzoo.recurrence.plain import plain_unroll


def hoisted(cell, inputs, states, mask=None, training=False, reverse=False):
    """Runs a cell over a sequence.

    $$G = \\mathrm{project}(X), \\qquad y_t, s_t = \\mathrm{step}(G_t, s_{t-1})$$

    A masked step keeps the state; its output is not defined.

    Args:
        cell: A `RecurrentCell`, built.
        inputs: Tensor [B, T, D].
        states: List of start states [B, n].
        mask: Boolean tensor [B, T], true at real steps, or `None`.
        training: Whether dropout is drawn.
        reverse: Whether to run from the last step to the first.

    Returns:
        `(outputs [B, T, O] in the order of the inputs, final states)`.
    """
    source, project = source_of(cell, inputs, training)
    steps = mask if mask is None else time_major(ops.expand_dims(mask, -1))
    run = unroll_to_train if training else unroll
    outputs, states = run(cell, source, project, states, steps, reverse)
    return time_major(outputs), states


def source_of(cell, inputs, training):
    """What the gates are made of, with time first, and the function that makes them.

    Gates without random numbers can be made again and again, of any steps; to turn the
    inputs is cheaper than to turn the gates.
    """
    if cell.draws(training):
        gates_x = cell.project(inputs, training)
        return tree.map_structure(time_major, gates_x), drawn
    return time_major(inputs), projected


def drawn(cell, gates_x):
    return gates_x


def projected(cell, inputs):
    return cell.project(inputs)


def time_major(x):
    """Swaps the axes of batch and time."""
    return ops.swapaxes(x, 0, 1)


def _unrolls():
    if keras.backend.backend() != "tensorflow":
        return plain_unroll, plain_unroll
    from keras_seqzoo.recurrence.through_time import unroll, unroll_to_train

    return unroll, unroll_to_train


unroll, unroll_to_train = _unrolls()
