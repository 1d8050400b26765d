"""The scan on TensorFlow: a while loop over dense buffers of known size."""

import tensorflow as tf


@tf.autograph.experimental.do_not_convert
def scan(step, init, xs, reverse=False, at_once=10):
    """Runs `step` over the first axis of `xs`; see `keras_seqzoo.recurrence.scan`.

    TensorFlow may begin `at_once` steps before the first of them has ended.
    """
    xs = tf.nest.map_structure(tf.convert_to_tensor, xs)
    flat_xs = tf.nest.flatten(xs)
    length = flat_xs[0].shape[0]
    length = tf.shape(flat_xs[0])[0] if length is None else length
    inputs = [unstack(x, length) for x in flat_xs]
    init = tf.nest.map_structure(tf.convert_to_tensor, init)
    flat_init = tf.nest.flatten(init)
    signature = output_signature(step, init, xs)
    buffers = [buffer(spec, length) for spec in tf.nest.flatten(signature)]

    def body(i, carry, buffers):
        t = length - 1 - i if reverse else i
        x = tf.nest.pack_sequence_as(xs, [a.read(t) for a in inputs])
        carry, y = step(tf.nest.pack_sequence_as(init, carry), x)
        carry = keep_shapes(tf.nest.flatten(carry), flat_init)
        written = [
            b.write(t, v) for b, v in zip(buffers, tf.nest.flatten(y), strict=True)
        ]
        return i + 1, carry, written

    _, carry, buffers = tf.while_loop(
        lambda i, *_: i < length,
        body,
        (tf.constant(0), flat_init, buffers),
        maximum_iterations=length,
        parallel_iterations=at_once,
        shape_invariants=(
            tf.TensorShape([]),
            [c.shape for c in flat_init],
            [tf.TensorShape(None) for _ in buffers],
        ),
    )
    ys = [
        stacked(b, spec)
        for b, spec in zip(buffers, tf.nest.flatten(signature), strict=True)
    ]
    return tf.nest.pack_sequence_as(init, carry), tf.nest.pack_sequence_as(
        signature, ys
    )


def unstack(x, length):
    array = tf.TensorArray(x.dtype, length, element_shape=x.shape[1:])
    return array.unstack(x)


def output_signature(step, init, xs):
    """Structure, dtypes and static shapes of y_t, from a trace that runs nothing."""

    def first_output(init, xs):
        return step(init, tf.nest.map_structure(lambda x: x[0], xs))[1]

    carry = tf.nest.map_structure(lambda c: tf.TensorSpec(c.shape, c.dtype), init)
    inputs = tf.nest.map_structure(
        lambda x: tf.TensorSpec([None, *x.shape[1:]], x.dtype), xs
    )
    traced = tf.function(first_output, autograph=False)
    return traced.get_concrete_function(carry, inputs).structured_outputs


def keep_shapes(carry, init):
    """Gives the carry the static shapes of its start, which the loop may not change."""
    for new, old in zip(carry, init, strict=True):
        new.set_shape(old.shape)
    return carry


def stacked(array, spec):
    """The buffer as one tensor [T, ...], right also when T is zero."""
    y = array.stack()
    y.set_shape([None, *spec.shape])
    return y


def buffer(spec, length):
    return tf.TensorArray(spec.dtype, length, element_shape=spec.shape)
