"""The linear recurrence on TensorFlow; its gradient is the same, reversed."""

import tensorflow as tf

from keras_seqzoo.recurrence.scan import scan


@tf.autograph.experimental.do_not_convert
def linear_scan(a, b, start, reverse=False):
    r"""All states [T, B, U] and the final one of $h_t = a_t h_{t-1} + b_t$.

    $$\delta_t = g_t + a_{t+1} \delta_{t+1}, \qquad
      \partial b_t = \delta_t, \quad \partial a_t = \delta_t h_{t-1}$$
    """
    start = tf.cast(start, b.dtype)

    @tf.custom_gradient
    def run(a, b, start):
        states = forward(a, b, start, reverse)

        def backward(upstream):
            later = neighbour(a, tf.zeros_like(start), not reverse)
            d_b = forward(later, upstream, tf.zeros_like(start), not reverse)
            d_a = d_b * neighbour(states, start, reverse)
            return d_a, d_b, first(d_b * a, tf.zeros_like(start), reverse)

        return states, backward

    states = run(a, b, start)
    return states, first(states, start, not reverse)


def forward(a, b, start, reverse):
    def body(h, x):
        h = x[0] * h + x[1]
        return h, h

    return scan(body, start, (a, b), reverse)[1]


def neighbour(x, edge, reverse):
    """The value of the step before (after, if `reverse`) each; `edge` at the end."""
    parts = [x[1:], edge[None]] if reverse else [edge[None], x[:-1]]
    return tf.concat(parts, 0)


def first(x, default, reverse):
    """The value of the first step of the run, or `default` if there is none."""
    parts = [default[None], x] if reverse else [x, default[None]]
    return tf.concat(parts, 0)[-1 if reverse else 0]
