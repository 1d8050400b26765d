"""Sums of gates with gradients that the backend is told how to take."""

import keras
from keras import ops


def plus(x, bias):
    """Adds a bias [n], or none if it is `None`, to x [..., n]."""
    return x if bias is None else broadcast_sum(x, ops.convert_to_tensor(bias))


def plain_sum(x, bias):
    """The sum by broadcasting.

    On TensorFlow `ops.add` knows a bias, and the gradient of that is summed in its
    dtype, where no sum of ones in bfloat16 comes beyond 256.
    """
    return x + bias


def _sums():
    if keras.backend.backend() != "tensorflow":
        return plain_sum, plain_sum
    from keras_seqzoo.cells.sums_tensorflow import passed_on, product_gradient

    return product_gradient(plain_sum), passed_on(plain_sum)


broadcast_sum, alike_sum = _sums()
