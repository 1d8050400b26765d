"""Gradients of sums that TensorFlow takes in a slower way, or does not know."""

import tensorflow as tf


def product_gradient(broadcast_sum):
    """The same function of x [..., n] and a bias [n], with gradients by a product.

    It is faster than TensorFlow's sum, and a product in bfloat16 is summed in float32.
    """

    @tf.custom_gradient
    def with_gradient(x, bias):
        def backward(upstream):
            flat = tf.reshape(upstream, (-1, bias.shape[0]))
            ones = tf.ones((1, tf.shape(flat)[0]), flat.dtype)
            return upstream, tf.matmul(ones, flat)[0]

        return broadcast_sum(x, bias), backward

    return lambda x, bias: with_gradient(x, tf.convert_to_tensor(bias))


def passed_on(alike_sum):
    """The same function of two tensors of one shape, which need not be known.

    Both have the gradient of the sum, as one tensor that is kept once.
    """

    @tf.custom_gradient
    def with_gradient(x, y):
        return alike_sum(x, y), lambda upstream: (upstream, upstream)

    return with_gradient
