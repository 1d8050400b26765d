"""Layer normalisation of sums of gates."""

from keras import ops


def normalize(x, epsilon):
    r"""Zero mean and unit variance over the last axis, computed in float32 at least.

    $$\hat x = \frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}}$$
    """
    dtype = x.dtype
    x = ops.cast(x, "float64" if dtype == "float64" else "float32")
    return ops.cast(normalized(x, epsilon), dtype)


def normalized(x, epsilon):
    r"""`normalize` with its gradient in closed form, which is cheaper in a loop.

    $$\partial x = \frac{1}{\sqrt{\sigma^2 + \epsilon}} \big(\partial \hat x
      - \overline{\partial \hat x}
      - \hat x \, \overline{\partial \hat x \, \hat x}\big)$$
    """

    @ops.custom_gradient
    def run(x):
        x = x - mean(x)
        scale = ops.rsqrt(mean(ops.square(x)) + epsilon)
        y = x * scale

        def gradient(*arguments, upstream=None):
            d = arguments[0] if upstream is None else upstream
            return scale * (d - mean(d) - y * mean(d * y))

        return y, gradient

    return run(x)


def mean(x):
    return ops.mean(x, axis=-1, keepdims=True)
