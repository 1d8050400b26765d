"""Multiplication of the state by a matrix, inside a loop over time (TensorFlow)."""

import tensorflow as tf

from keras_seqzoo.cells.columns import listed

SPLIT_FROM = 2**15


def product(matrix, parts=1):
    """Returns `f(x [B, n]) -> x times matrix`; a vector is a diagonal matrix.

    A large matrix is cut by columns outside the loop, into parts whose products run at
    the same time: TensorFlow shares out one small product badly. With more than one of
    `parts` the product stays a list of them, else it is made of two halves.

    A product is computed in the dtype of the matrix and has that of x.
    """
    if matrix.shape.rank == 1:
        return lambda x: x * tf.cast(matrix, x.dtype)
    large = matrix.shape.num_elements() >= SPLIT_FROM
    if large and parts > 1:
        cut = tf.split(matrix, parts, axis=1)
        return lambda x: multiplied(x, cut)
    if not large or matrix.shape[1] % 2:
        return lambda x: multiplied(x, [matrix])[0]
    halves = tf.split(matrix, 2, axis=1)
    return lambda x: tf.concat(multiplied(x, halves), axis=1)


def multiplied(x, matrices):
    """x times each of some matrices, which may be of a narrower dtype."""
    narrow = tf.cast(x, matrices[0].dtype)
    return [tf.cast(tf.matmul(narrow, matrix), x.dtype) for matrix in matrices]


def noted(products):
    """The same products, which append what they give to a list, and this list."""
    given = []

    def recorded(multiply):
        def call(x):
            y = multiply(x)
            given.append(y)
            return y

        return call

    return {name: recorded(multiply) for name, multiply in products.items()}, given


def joined_parts(y):
    """A product that may be a list of parts, as one tensor."""
    return tf.concat(listed(y), axis=1)


def transposed(matrix):
    """The matrix of the gradient of a product."""
    return matrix if matrix.shape.rank == 1 else tf.transpose(matrix)


def recorder(matrices):
    """Returns `record(kept) -> (products, calls)` for the steps of a backward loop.

    Each product gives the gradient of what it multiplies, and none of its matrix: it
    appends (name, x, product) to `calls` instead. What it gives is taken from `kept`,
    the products in the order of the calls, and computed if that is empty.
    """
    ways = {
        name: (product(matrix), product(transposed(matrix)))
        for name, matrix in matrices.items()
    }

    def record(kept):
        calls = []

        def recorded(name):
            forward, backward = ways[name]

            @tf.custom_gradient
            def multiply(x):
                return kept[len(calls)] if kept else forward(x), backward

            def call(x):
                y = multiply(x)
                calls.append((name, x, y))
                return y

            return call

        return {name: recorded(name) for name in ways}, calls

    return record


def matrix_gradient(matrix, factors):
    """Gradient of a matrix from the factors (x, d_y) of its products, [T, B, ...]."""
    parts = [part_of_gradient(matrix, flat(x), flat(d)) for x, d in factors]
    return tf.add_n(parts) if parts else None


def part_of_gradient(matrix, x, d_y):
    if matrix.shape.rank == 1:
        summed = tf.reduce_sum(x * tf.cast(d_y, x.dtype), axis=0)
        return tf.cast(summed, matrix.dtype)
    x, d_y = tf.cast(x, matrix.dtype), tf.cast(d_y, matrix.dtype)
    return tf.matmul(x, d_y, transpose_a=True)


def flat(x):
    """[T, B, n] -> [T·B, n]."""
    return tf.reshape(x, (-1, x.shape[-1]))
