"""The matrix products of a training step of stacked LSTMs, and nothing else."""

import tensorflow as tf


def product_chain(batch, steps, units, widths, size):
    """A function that computes the products of one training step and blocks.

    Args:
        batch, steps: Shape of the batch.
        units: Units of each LSTM.
        widths: Widths of the inputs of the LSTMs, the first layer first.
        size: Columns of the output layer.
    """
    recurrent = tf.random.normal((units, 4 * units), stddev=0.01)
    transposed = tf.transpose(recurrent)
    state = tf.random.normal((batch, units))
    shapes = [*((width, 4 * units) for width in widths), (units, size)]
    pairs = [factors(batch * steps, *shape) for shape in shapes]
    sums = [(tf.random.normal((batch * steps, units)), pair[2]) for pair in pairs[:-1]]

    @tf.function
    def products():
        done = [tf.reduce_sum(z[:1]) for pair in pairs for z in three(*pair)]
        done += [tf.reduce_sum(tf.matmul(h, z, transpose_a=True)[:1]) for h, z in sums]
        for _ in widths:
            h = state
            for _ in tf.range(steps):
                h = tf.matmul(h, recurrent)[:, :units]
            back = tf.tile(h, (1, 4))
            for _ in tf.range(steps):
                back = tf.tile(tf.matmul(back, transposed), (1, 4))
            done.append(tf.reduce_sum(back))
        return tf.add_n(done)

    return lambda: float(products())


def factors(rows, inner, columns):
    """Inputs, matrix and gradient of the outputs of a product."""
    shapes = ((rows, inner), (inner, columns), (rows, columns))
    return [tf.random.normal(shape) for shape in shapes]


def three(x, matrix, upstream):
    """A product forward and the two of its gradients."""
    return (
        tf.matmul(x, matrix),
        tf.matmul(upstream, matrix, transpose_b=True),
        tf.matmul(x, upstream, transpose_a=True),
    )
