"""Layer normalisation of sums of gates."""

from keras import ops


def normalize(x, epsilon):
    r"""Zero mean and unit variance over the last axis, computed in float32 at least.

    $$\hat x = \frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}}$$
    """
    dtype = x.dtype
    x = ops.cast(x, "float64" if dtype == "float64" else "float32")
    x = x - ops.mean(x, axis=-1, keepdims=True)
    variance = ops.mean(ops.square(x), axis=-1, keepdims=True)
    return ops.cast(x * ops.rsqrt(variance + epsilon), dtype)
