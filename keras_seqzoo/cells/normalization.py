"""Layer normalisation of sums of gates, computed in float32 at least.

A product has zero mean if each row of the matrix has: the mean of x W is x times the
row means of W. So the matrix of a product is centred once a sequence, and its products
need no mean of their own.
"""

from keras import ops

from keras_seqzoo.cells.columns import listed


def normalize(x, epsilon):
    r"""Zero mean and unit variance over the last axis.

    $$\hat x = \frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}}$$
    """
    wide = widened(x)
    centre = wide - mean(wide)
    return ops.cast(centre * inverse_deviation([centre], epsilon), x.dtype)


def centered(matrix):
    r"""The matrix whose products have zero mean: $W - \overline{W}$ row by row."""
    matrix = ops.convert_to_tensor(matrix)
    wide = widened(matrix)
    return ops.cast(wide - mean(wide), matrix.dtype)


def normalize_product(gates, scale, epsilon):
    """`normalize` of a product with a `centered` matrix, times `scale` [G·U].

    The gates may be parts, which are normalised as one vector.
    """
    parts = listed(gates)
    factor = inverse_deviation([widened(x) for x in parts], epsilon)
    scales = ops.split(ops.convert_to_tensor(scale), len(parts))
    done = [
        s * ops.cast(widened(x) * factor, x.dtype)
        for s, x in zip(scales, parts, strict=True)
    ]
    return done if isinstance(gates, list) else done[0]


def inverse_deviation(parts, epsilon):
    """One over the standard deviation of the equal parts of a vector of zero mean."""
    squares = sum(mean(ops.square(x)) for x in parts)
    return ops.rsqrt(squares / len(parts) + epsilon)


def widened(x):
    return ops.cast(x, "float64" if x.dtype == "float64" else "float32")


def mean(x):
    return ops.mean(x, axis=-1, keepdims=True)
