"""The backward loop: gradients of everything that the states depend on (TensorFlow).

In the loop only the gradients of the states flow. What each step adds to the gradient
of a matrix is kept as the two factors of a product, and summed by one matrix product
over all steps after the loop; the gradient of the inputs is taken after it, too.
"""

import tensorflow as tf

from keras_seqzoo.recurrence.arrays import array, written
from keras_seqzoo.recurrence.forward import at, loop
from keras_seqzoo.recurrence.leading import merged, parted
from keras_seqzoo.recurrence.neighbours import shifted
from keras_seqzoo.recurrence.products import matrix_gradient
from keras_seqzoo.recurrence.step_gradients import links_of, step_gradients
from keras_seqzoo.recurrence.weights import zero_sums


def gradients(whole, sequence, kept, upstream):
    """Gradients of `whole.arguments`; `None` for what the states do not depend on.

    Args:
        whole: An `Unrolled`.
        sequence: States after every step, each [T, B, n].
        kept: What else the forward pass kept, a `Kept`.
        upstream: Their gradients.
    """
    previous = shifted(sequence, whole.start, whole.reverse)
    rows = tf.nest.map_structure(merged, whole.source)
    with tf.GradientTape() as tape:
        tape.watch(tf.nest.flatten((rows, whole.weights)))
        projected = whole.gates(rows)
    gates_x = tf.nest.map_structure(lambda x: parted(x, previous[0]), projected)
    step = step_gradients(whole)
    links = links_of(step, gates_x, previous)

    def step_at(t, totals):
        gates, products = kept.gates_at(t, gates_x), kept.products_at(t)
        return step(gates, at(previous, t), products, totals)

    d_start, d_weights, parts = backward_loop(whole, step_at, links, upstream)
    d_gates, factors = unpacked(parts, links, gates_x, previous)
    d_rows, d_projecting = tape.gradient(
        projected,
        (rows, whole.weights),
        tf.nest.pack_sequence_as(gates_x, [merged(d) for d in d_gates]),
    )
    d_source = tf.nest.map_structure(
        lambda d: None if d is None else parted(d, previous[0]), d_rows
    )
    d_matrices = {
        name: matrix_gradient(matrix, factors.get(name, []))
        for name, matrix in whole.matrices.items()
    }
    d_weights = {
        key: sum_of([d_projecting[key], d], weight.dtype)
        for (key, weight), d in zip(whole.weights.items(), d_weights, strict=True)
    }
    return d_source, d_start, d_matrices, d_weights


def backward_loop(whole, step_at, links, upstream):
    """Gradients of the start states and of the weights of a step; `Links.kept`."""
    linked = [
        w for w, link in zip(whole.weights.values(), links.weights, strict=True) if link
    ]
    sums = zero_sums(linked)
    grads = [tf.zeros_like(s) for s in whole.start]

    def body(i, carry, arrays):
        t = i if whole.reverse else whole.length - 1 - i
        grads, sums = carry[: len(whole.start)], carry[len(whole.start) :]
        totals = [g + u[t] for g, u in zip(grads, upstream, strict=True)]
        real = at(whole.mask, t)
        found = step_at(t, at_real_steps(real, totals))
        parts = [d for d in found.weights if d is not None]
        sums = [s + tf.cast(d, s.dtype) for s, d in zip(sums, parts, strict=True)]
        grads = passed(real, found.states, totals)
        return grads + sums, written(arrays, t, links.kept(found))

    arrays = [array(whole.length, *spec) for spec in links.specs]
    carry, arrays = loop(body, whole.length, grads + sums, arrays)
    totals = iter(carry[len(grads) :])
    d_weights = [next(totals) if link else None for link in links.weights]
    return carry[: len(grads)], d_weights, [a.stack() for a in arrays]


def at_real_steps(real, totals):
    """Masked steps take part in no gradient but that of the state that passes by."""
    if real is None:
        return totals
    return [tf.where(real, total, tf.zeros_like(total)) for total in totals]


def passed(real, found, totals):
    """Gradients of the states before a step."""
    found = [
        tf.zeros_like(total) if d is None else tf.cast(d, total.dtype)
        for d, total in zip(found, totals, strict=True)
    ]
    if real is None:
        return found
    return [tf.where(real, d, total) for d, total in zip(found, totals, strict=True)]


def unpacked(kept, links, gates_x, previous):
    """Gradients of all gates; for each matrix what it multiplied and its gradients."""
    kept, factors = iter(kept), {}
    d_gates = [
        next(kept) if link else tf.zeros_like(gate)
        for gate, link in zip(tf.nest.flatten(gates_x), links.gates, strict=True)
    ]
    for name, state, gate in links.products:
        x = next(kept) if state is None else previous[state]
        d_y = next(kept) if gate is None else d_gates[gate]
        factors.setdefault(name, []).append((x, d_y))
    return d_gates, factors


def sum_of(parts, dtype):
    """Sum of tensors, some of which may be `None`."""
    known = [tf.cast(part, dtype) for part in parts if part is not None]
    return tf.add_n(known) if known else None
