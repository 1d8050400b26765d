"""Products with a matrix that XLA can also differentiate inside a loop."""

from keras import ops


def product(x, matrix):
    """`x @ matrix` for [..., n] and [n, k], as one product of two matrices.

    On TensorFlow a product of tensors of different ranks computes the order of its axes
    as it runs, which the gradient of a loop cannot compile.
    """
    *lead, features = ops.shape(x)
    flat = ops.matmul(ops.reshape(x, (-1, features)), matrix)
    return ops.reshape(flat, (*lead, flat.shape[-1]))
