"""Backward through time written by hand, once for every cell (TensorFlow).

The primitive is the sequence of states, as a function of the inputs, the start states,
the matrices of the state and all other weights; its gradient is `backward.gradients`.
Outputs that are no state are taken from the states, over all steps at once.
"""

import tensorflow as tf

from keras_seqzoo.cells.initial import NARROW
from keras_seqzoo.recurrence.backward import gradients
from keras_seqzoo.recurrence.choice import device
from keras_seqzoo.recurrence.forward import state_sequence
from keras_seqzoo.recurrence.leading import merged, parted
from keras_seqzoo.recurrence.neighbours import final, shifted
from keras_seqzoo.recurrence.plain import plain_unroll
from keras_seqzoo.recurrence.processor import multiplies_bfloat16_fast
from keras_seqzoo.recurrence.unrolled import Unrolled, alike
from keras_seqzoo.recurrence.weights import replaceable, weights_of


def unroll(cell, *sequence):
    """Outputs [T, B, O] and final states; arguments are those of `Unrolled`.

    A cell that keeps weights in layers or lists of its own is left to TensorFlow.
    """
    return run(cell, sequence, keeps=False)


def unroll_to_train(cell, *sequence):
    """As `unroll`, with a faster backward pass that takes more memory."""
    return run(cell, sequence, keeps=True)


@tf.autograph.experimental.do_not_convert
def run(cell, sequence, keeps):
    if not replaceable(cell):
        return plain_unroll(cell, *sequence)
    whole = unrolled(cell, *sequence)._replace(keeps=keeps)
    outputs, last = outputs_and_states(widened(whole))
    return tf.cast(outputs, cell.compute_dtype), alike(last, whole.start)


def widens(dtype):
    """Whether to compute in float32 inside: half precision on a CPU.

    The states of a sequence are kept whole.
    """
    return dtype in NARROW and device() == "cpu"


def widened(whole):
    """The same with float32 for all that the processor does not do faster in half.

    Products of half precision are slower than those of float32 on all but a few.
    """
    if not widens(whole.cell.compute_dtype):
        return whole
    narrow = whole.cell.compute_dtype == "bfloat16" and multiplies_bfloat16_fast()
    return whole.cast_start("float32") if narrow else whole.cast("float32")


def unrolled(cell, source, project, states, mask, reverse):
    """An `Unrolled` with the cell's own weights."""
    first = tf.nest.map_structure(lambda x: x[:1], source)
    matrices = cell.matrices(project(cell, first))
    matrices = tf.nest.map_structure(tf.convert_to_tensor, matrices)
    return Unrolled(
        cell, project, mask, reverse, source, list(states), matrices, weights_of(cell)
    )


def outputs_and_states(whole):
    """Outputs [T, B, O] and final states of an `Unrolled`."""
    same = []

    @tf.custom_gradient
    def run(*flat):
        inner = whole.given(flat)
        sequence, kept, output_is_state = state_sequence(inner)
        same.append(output_is_state)

        def backward(*upstream):
            return tf.nest.flatten(gradients(inner, sequence, kept, upstream))

        return tuple(sequence), backward

    sequence = list(run(*tf.nest.flatten(whole.arguments)))
    last = [
        final(s, s0, whole.reverse) for s, s0 in zip(sequence, whole.start, strict=True)
    ]
    return sequence[0] if same[0] else outputs(whole, sequence), last


def outputs(whole, sequence):
    """The outputs of all steps from the states after them, [T, B, O]."""
    previous = shifted(sequence, whole.start, whole.reverse)
    gates_x = whole.gates(whole.source)
    rows = tf.nest.map_structure(merged, (gates_x, previous))
    y, _ = whole.stepping().step(*rows, whole.products())
    return parted(y, previous[0])
