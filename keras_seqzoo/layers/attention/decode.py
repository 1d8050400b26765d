"""The loop over the steps of a decoder."""

from keras import ops, tree

from keras_seqzoo.recurrence.hoisted import time_major
from keras_seqzoo.recurrence.masks import keep, zero_masked
from keras_seqzoo.recurrence.scan import scan


def decode(step, inputs, states, memory, mask=None):
    """Runs a `DecoderStep` over inputs [B, T, D].

    A masked step keeps the states, repeats the output and has zero alignments.

    Returns:
        `(outputs [B, T, O], alignments [B, T, S], final states)`.
    """

    def body(carry, x):
        inputs, real = x if mask is not None else (x, None)
        output, alignments, states = step(inputs, carry[0], memory)
        carry = keep_nested(real, (states, output), carry)
        return carry, (carry[1], alignments)

    xs = time_major(inputs)
    if mask is not None:
        xs = xs, time_major(ops.expand_dims(mask, -1))
    output = ops.zeros((ops.shape(inputs)[0], step.output_size), step.compute_dtype)
    (states, _), (outputs, alignments) = scan(body, (states, output), xs)
    outputs, alignments = time_major(outputs), time_major(alignments)
    if mask is not None:
        alignments = zero_masked(alignments, mask)
    return outputs, alignments, states


def keep_nested(mask, new, old):
    """`keep` for nested tensors."""
    kept = keep(mask, tree.flatten(new), tree.flatten(old))
    return tree.pack_sequence_as(old, kept)
