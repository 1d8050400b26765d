"""Backward through time written by hand, once for every cell (TensorFlow).

The primitive is the sequence of states. Its backward pass

1. computes in one product over all steps what the forward loop computed step by step,
2. runs a loop in which only the gradient of the state flows,
3. takes the gradients of the inputs and of all weights at once, over all steps.

A cell that is `pointwise` (unit u of a new state looks at unit u of the gates and
states only, apart from the recurrent product) has diagonal Jacobians; these are taken
for all steps at once and the loop is a multiply-add and one matrix product.
"""

import tensorflow as tf
from keras import ops

from keras_seqzoo.recurrence import vjp
from keras_seqzoo.recurrence.masks import keep
from keras_seqzoo.recurrence.neighbours import before, final


@tf.autograph.experimental.do_not_convert
def unroll(cell, gates_x, states, mask, reverse):
    """Outputs [T, B, O] and final states of a loop of steps; time is the first axis."""
    flat, states = tf.nest.flatten(gates_x), list(states)
    n = len(flat)
    matrix = recurrent_matrix(cell, gates_x)
    same = []

    @tf.custom_gradient
    def run(*arguments):
        gates, start, matrix = parts(arguments)
        sequence = state_sequence(cell, gates, start, mask, matrix, reverse, same)

        def backward(*upstream, variables=()):
            previous = shifted(sequence, start, reverse)
            totals, d_start = state_gradients(
                cell, gates, previous, mask, matrix, upstream, reverse
            )
            inputs, weights = vjp.all_steps(
                cell, gates, previous, matrix, masked(totals, mask), list(variables)
            )
            flat_inputs = tf.nest.flatten(inputs[0]) + d_start + inputs[1]
            return (flat_inputs, weights) if variables else flat_inputs

        return tuple(sequence), backward

    def parts(arguments):
        arguments = list(arguments)
        gates = tf.nest.pack_sequence_as(gates_x, arguments[:n])
        return gates, arguments[n : n + len(states)], arguments[n + len(states) :]

    sequence = list(run(*flat, *states, *matrix))
    last = [final(s, s0, reverse) for s, s0 in zip(sequence, states, strict=True)]
    if same[0]:
        return sequence[0], last
    previous = shifted(sequence, states, reverse)
    return vjp.merged_steps(cell.step, gates_x, previous)[0], last


def recurrent_matrix(cell, gates_x):
    """The recurrent matrix of a pointwise cell, read once and outside the loop."""
    if not cell.pointwise:
        return []
    return [ops.convert_to_tensor(cell.recurrent_matrix(gates_x))]


def state_sequence(cell, gates_x, states, mask, matrix, reverse, same):
    """Loop of steps: every state after every step, each [T, B, n]."""
    length = length_of(gates_x)
    arrays = [array_like(s, length) for s in states]

    def body(i, states, arrays):
        t = length - 1 - i if reverse else i
        output, new_states = vjp.step(cell, vjp.at(gates_x, t), states, matrix)
        same.append(output is new_states[0])
        states = keep(vjp.at(mask, t), new_states, states)
        return i + 1, states, write(arrays, t, states)

    arrays = loop(body, length, states, arrays)[1]
    return [a.stack() for a in arrays]


def state_gradients(cell, gates_x, previous, mask, matrix, upstream, reverse):
    """Total gradient of every state after every step, and of the start state."""
    length = length_of(gates_x)
    back_step = vjp.back_step(cell, gates_x, previous, matrix)
    zeros = [tf.zeros_like(p[0]) for p in previous]

    def body(i, grads, arrays):
        t = i if reverse else length - 1 - i
        totals = [g + u[t] for g, u in zip(grads, upstream, strict=True)]
        grads = back_step(t, totals)
        if mask is not None:
            grads = [
                tf.where(mask[t], g, s) for g, s in zip(grads, totals, strict=True)
            ]
        return i + 1, grads, write(arrays, t, totals)

    arrays = [array_like(z, length) for z in zeros]
    grads, arrays = loop(body, length, zeros, arrays)
    return [a.stack() for a in arrays], list(grads)


def loop(body, length, carry, arrays):
    _, carry, arrays = tf.while_loop(
        lambda i, *_: i < length,
        lambda i, carry, arrays: body(i, list(carry), list(arrays)),
        (tf.constant(0), list(carry), list(arrays)),
        maximum_iterations=length,
    )
    return carry, arrays


def length_of(gates_x):
    first = tf.nest.flatten(gates_x)[0]
    return tf.shape(first)[0] if first.shape[0] is None else first.shape[0]


def array_like(state, length):
    return tf.TensorArray(state.dtype, length, element_shape=state.shape)


def write(arrays, t, values):
    return [a.write(t, v) for a, v in zip(arrays, values, strict=True)]


def shifted(sequence, start, reverse):
    """The states before every step, from those after every step."""
    return [before(s, s0, reverse) for s, s0 in zip(sequence, start, strict=True)]


def masked(totals, mask):
    """Masked steps take part in no gradient but that of the state that passes by."""
    if mask is None:
        return totals
    return [tf.where(mask, total, tf.zeros_like(total)) for total in totals]
