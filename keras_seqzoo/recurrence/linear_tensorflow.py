"""The linear recurrence on TensorFlow; its gradient is the same, reversed."""

import tensorflow as tf

from keras_seqzoo.recurrence.neighbours import before, final
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
            zero = tf.zeros_like(start)
            later = before(a, zero, not reverse)
            d_b = forward(later, upstream, zero, not reverse)
            d_a = d_b * before(states, start, reverse)
            return d_a, d_b, final(d_b * a, zero, not reverse)

        return states, backward

    states = run(a, b, start)
    return states, final(states, start, reverse)


def forward(a, b, start, reverse):
    def body(h, x):
        h = x[0] * h + x[1]
        return h, h

    return scan(body, start, (a, b), reverse)[1]
