"""Initializers of cell weights."""

from keras import initializers, ops

NARROW = ("float16", "bfloat16")


def widened(initializer):
    """Wraps an initializer to draw float16 and bfloat16 weights in float32.

    Some initializers (orthogonal) need factorisations that exist in float32 only.
    """

    def initialize(shape, dtype=None, **kwargs):
        if dtype not in NARROW:
            return initializer(shape, dtype=dtype, **kwargs)
        return ops.cast(initializer(shape, dtype="float32", **kwargs), dtype)

    return initialize


def ones_at(gate, num_gates, initializer):
    """Wraps the initializer of a bias [G·U] so that one gate starts at one.

    A forget gate then keeps its memory at first (Jozefowicz et al. 2015, section 2.2).
    """

    def initialize(shape, dtype=None, **kwargs):
        parts = ops.split(initializer(shape, dtype=dtype, **kwargs), num_gates, axis=-1)
        parts[gate] = ops.ones_like(parts[gate])
        return ops.concatenate(parts, axis=-1)

    return initialize


UNIT_INTERVAL = {
    "class_name": "RandomUniform",
    "config": {"minval": 0.0, "maxval": 1.0},
}


def logit_of(low, high, power):
    r"""Draws $\Lambda$ so that $\sigma(\Lambda)^p$ is uniform in [low, high)."""

    def initialize(shape, dtype=None, **kwargs):
        uniform = initializers.RandomUniform(low, high)(shape, dtype=dtype, **kwargs)
        root = uniform ** (1 / power)
        return ops.log(root) - ops.log1p(-root)

    return initialize
