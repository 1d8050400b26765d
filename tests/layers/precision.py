"""The widest floats of a backend, and how close results in them must come."""

import keras
import numpy as np

# JAX has no float64 unless it is enabled; on PyTorch the products of Keras round it.
WIDEST = "float64" if keras.backend.backend() == "tensorflow" else "float32"
VALUES = {
    "float32": {"rtol": 1e-4, "atol": 1e-5},
    "float64": {"rtol": 1e-9, "atol": 1e-12},
}
SLOPES = {
    "float32": {"rtol": 2e-2, "atol": 2e-3},
    "float64": {"rtol": 1e-6, "atol": 1e-8},
}
STEPS = {"float32": 1e-2, "float64": 1e-6}


def use_widest():
    """Makes the widest floats those of all layers and arrays of a test."""
    keras.config.set_floatx(WIDEST)
    keras.config.set_dtype_policy(WIDEST)


def slope(function, x, place):
    """The derivative of `function` by one element of an array, from two values."""
    step = np.zeros_like(x)
    step[place] = STEPS[WIDEST]
    rise = function(x + step) - function(x - step)
    return keras.ops.convert_to_numpy(rise) / (2 * STEPS[WIDEST])
