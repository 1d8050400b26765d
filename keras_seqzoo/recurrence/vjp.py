"""Vector-Jacobian products of one step, of all steps at once, and along time."""

import tensorflow as tf


def step(cell, gates_x, states, matrix):
    """One step; a pointwise cell gets its recurrent matrix from outside the loop."""
    if not matrix:
        return cell.step(gates_x, states)
    return cell.combine(gates_x, tf.matmul(states[0], matrix[0]), states)


def at(nested, t):
    """The values of step t of time-major tensors, some of which may be `None`."""
    return tf.nest.map_structure(lambda x: None if x is None else x[t], nested)


def merged_steps(function, *nested):
    """Applies `function` to [T, B, ...] tensors with time and batch as one axis."""
    length, batch = tf.unstack(tf.shape(tf.nest.flatten(nested)[0])[:2])
    merged = tf.nest.map_structure(flat2, nested)
    return tf.nest.map_structure(
        lambda y: tf.reshape(y, tf.concat([[length, batch], tf.shape(y)[1:]], 0)),
        function(*merged),
    )


def all_steps(cell, gates_x, previous, matrix, totals, variables):
    """Gradients of the gates, the recurrent matrix and the weights, for all steps.

    Returns `((gates_x gradients [T, B, ...], [matrix gradient]), weight gradients)`.
    """
    flat = tf.nest.flatten(gates_x)
    shapes = [tf.shape(g) for g in flat]
    gates = [flat2(g) for g in flat]
    states = [flat2(p) for p in previous]
    products = [tf.matmul(states[0], m) for m in matrix]
    with tf.GradientTape() as tape:
        tape.watch(gates + products)
        packed = tf.nest.pack_sequence_as(gates_x, gates)
        if products:
            _, new = cell.combine(packed, products[0], states)
        else:
            _, new = cell.step(packed, states)
    d_gates, d_products, d_variables = tape.gradient(
        new,
        (gates, products, variables),
        [tf.cast(flat2(t), n.dtype) for t, n in zip(totals, new, strict=True)],
        unconnected_gradients=tf.UnconnectedGradients.ZERO,
    )
    d_gates = [tf.reshape(d, s) for d, s in zip(d_gates, shapes, strict=True)]
    d_matrix = [tf.matmul(states[0], d, transpose_a=True) for d in d_products]
    return (d_gates, d_matrix), list(d_variables)


def flat2(x):
    """[T, B, n] -> [T·B, n]."""
    return tf.reshape(x, (-1, *x.shape[2:]))


def back_step(cell, gates_x, previous, matrix):
    """Returns `f(t, grads after step t) -> grads before step t`."""
    if matrix:
        return pointwise_back_step(cell, gates_x, previous, matrix[0])

    def back(t, totals):
        gates, states = at((gates_x, previous), t)
        with tf.GradientTape() as tape:
            tape.watch(states)
            _, new = cell.step(gates, states)
        totals = [tf.cast(g, n.dtype) for g, n in zip(totals, new, strict=True)]
        return tape.gradient(
            new, states, totals, unconnected_gradients=tf.UnconnectedGradients.ZERO
        )

    return back


def pointwise_back_step(cell, gates_x, previous, matrix):
    to_gates, to_states = diagonal_jacobians(cell, gates_x, previous, matrix)

    def back(t, totals):
        by_gate = [d[:, None, :] * j[t] for d, j in zip(totals, to_gates, strict=True)]
        d_product = tf.reshape(tf.add_n(by_gate), (-1, matrix.shape[-1]))
        grads = [
            tf.add_n([d * row[k][t] for d, row in zip(totals, to_states, strict=True)])
            for k in range(len(totals))
        ]
        grads[0] += tf.matmul(d_product, matrix, transpose_b=True)
        return grads

    return back


def diagonal_jacobians(cell, gates_x, previous, matrix):
    """Derivatives of each new state by the recurrent product and by each old state.

    Returns a list over new states of [T, B, G, U], and a list over new states of lists
    over old states of [T, B, U].
    """
    gates = tf.nest.map_structure(flat2, gates_x)
    states = [flat2(p) for p in previous]
    product = tf.matmul(states[0], matrix)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch([product, *states])
        _, new = cell.combine(gates, product, states)
    rows = [
        tape.gradient(
            n, [product, *states], unconnected_gradients=tf.UnconnectedGradients.ZERO
        )
        for n in new
    ]
    lead = tf.shape(previous[0])[:2]
    units = previous[0].shape[-1]
    gate_shape = tf.concat([lead, [matrix.shape[-1] // units, units]], 0)
    state_shape = tf.concat([lead, [units]], 0)
    return (
        [tf.reshape(row[0], gate_shape) for row in rows],
        [[tf.reshape(d, state_shape) for d in row[1:]] for row in rows],
    )
