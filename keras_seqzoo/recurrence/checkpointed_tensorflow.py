"""A scan that keeps its carry and recomputes each step for its gradient (TensorFlow).

`tf.recompute_grad` does not work in a loop over a function that reads variables; here
all weights are arguments.
"""

import tensorflow as tf

from keras_seqzoo.recurrence.scan.tensorflow import scan
from keras_seqzoo.recurrence.through_time import outputs_and_states, unrolled, widened
from keras_seqzoo.recurrence.unrolled import alike
from keras_seqzoo.recurrence.weights import replaceable, zero_sums


@tf.autograph.experimental.do_not_convert
def scan_chunks(cell, source, project, run_chunk, carry, chunks, reverse):
    """The scan over chunks; see `checkpointed.plain_scan_chunks`."""
    if not replaceable(cell):
        raise ValueError(
            "`checkpoint_every` on TensorFlow needs a cell whose weights are its own "
            "attributes, not those of layers or lists in it; leave the option away. "
            f"Received: cell={cell}"
        )
    states, last = carry
    whole = widened(unrolled(cell, source, project, states, None, reverse))

    def step(parameters, carry, chunk):
        matrices, weights = parameters

        def unroll(cell, source, project, states, real, reverse):
            part = whole._replace(
                mask=real, source=alike(source, whole.source), start=list(states),
                matrices=matrices, weights=weights,
            )  # fmt: skip
            outputs, after = outputs_and_states(part)
            return tf.cast(outputs, cell.compute_dtype), after

        return run_chunk(unroll, carry, chunk)

    parameters = whole.matrices, whole.weights
    (after, last), y = recomputed_scan(
        step, parameters, (whole.start, last), chunks, reverse
    )
    return (alike(after, states), last), y


def recomputed_scan(step, parameters, carry, xs, reverse):
    """`scan` of `step(parameters, carry, x) -> (carry, y)`."""
    arguments = parameters, carry, xs
    structure = []

    @tf.custom_gradient
    def run(*flat):
        parameters, carry, xs = tf.nest.pack_sequence_as(arguments, flat)

        def forward(carry, x):
            new, y = step(parameters, carry, x)
            return new, (y, tf.nest.map_structure(copied, carry))

        carry, (ys, starts) = scan(forward, carry, xs, reverse, at_once=1)
        structure.append((carry, ys))

        def backward(*upstream):
            d_carry, d_ys = tf.nest.pack_sequence_as((carry, ys), upstream)
            return scan_gradients(
                step, parameters, (xs, starts), d_carry, d_ys, not reverse
            )

        return tuple(tf.nest.flatten((carry, ys))), backward

    flat = run(*tf.nest.flatten(arguments))
    return tf.nest.pack_sequence_as(structure[0], flat)


def copied(x):
    """A copy: the last of many steps alone would keep the memory of all of them."""
    return tf.gather(x[None], 0)


def scan_gradients(step, parameters, steps, d_carry, d_ys, reverse):
    """Gradients of the parameters, the first carry and the inputs, as one flat list."""
    weights = tf.nest.flatten(parameters)

    def body(state, x):
        d_carry, sums = state
        (x, start), d_y = x
        parts = [[tf.identity(w) for w in weights], start, x]
        with tf.GradientTape() as tape:
            tape.watch([p for p in tf.nest.flatten(parts) if p.dtype.is_floating])
            values = step(tf.nest.pack_sequence_as(parameters, parts[0]), start, x)
        d_weights, d_start, d_x = tape.gradient(
            values, parts, (d_carry, d_y), unconnected_gradients="zero"
        )
        sums = [s + tf.cast(d, s.dtype) for s, d in zip(sums, d_weights, strict=True)]
        return (d_start, sums), d_x

    start = d_carry, zero_sums(weights)
    (d_start, sums), d_xs = scan(body, start, (steps, d_ys), reverse, at_once=1)
    sums = [tf.cast(s, w.dtype) for s, w in zip(sums, weights, strict=True)]
    return tf.nest.flatten((sums, d_start, d_xs))
