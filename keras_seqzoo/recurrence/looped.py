"""The plain loop on JAX: the whole cell once a step, for any cell that is a layer."""

import inspect

from keras import ops, tree

from keras_seqzoo.recurrence.hoisted import time_major
from keras_seqzoo.recurrence.masks import keep
from keras_seqzoo.recurrence.scan import scan


def looped(cell, inputs, states, mask=None, training=False, reverse=False):
    """Runs a cell over a sequence; arguments and returns are those of `hoisted`.

    The cell may be one of Keras, or several stacked. Seeds travel with the states, so
    that every step draws its own.
    """
    step = stateless_step(cell, training)

    def body(carry, x):
        flat, fixed = carry
        features, step_mask = x if mask is not None else (x, None)
        old = tree.pack_sequence_as(states, flat)
        output, new_states, fixed = step(fixed, features, old)
        return (keep(step_mask, tree.flatten(new_states), flat), fixed), output

    xs = time_major(inputs)
    if mask is not None:
        xs = xs, time_major(ops.expand_dims(mask, -1))
    variables = cell.non_trainable_variables
    start = tree.flatten(states), [v.value for v in variables]
    (flat, fixed), outputs = scan(body, start, xs, reverse)
    for variable, value in zip(variables, fixed, strict=True):
        variable.assign(value)
    return time_major(outputs), tree.pack_sequence_as(states, flat)


def stateless_step(cell, training):
    """Returns `f(fixed, inputs, states) -> (output, new states, fixed)`.

    `fixed` are the values of the variables that are not trained, seeds among them.
    """
    weights = [v.value for v in cell.trainable_variables]
    takes_training = "training" in inspect.signature(cell.call).parameters
    options = {"training": training} if takes_training else {}

    def step(fixed, inputs, states):
        (output, new_states), fixed = cell.stateless_call(
            weights, fixed, inputs, states, **options
        )
        return output, new_states, list(fixed)

    return step
