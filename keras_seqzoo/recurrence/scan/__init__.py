"""A scan over time for each backend: the one loop everything else is built on.

`scan(step, init, xs, reverse=False) -> (carry, ys)` with
`step(carry, x_t) -> (carry, y_t)`. `init`, `xs` and `ys` are nested structures of
tensors; `xs` and `ys` have time as their first axis, and y_t stands at the place of
x_t also when `reverse` runs from the last step to the first. The carry keeps its
structure, shapes and dtypes.
"""

from importlib import import_module

import keras

BACKENDS = ("tensorflow", "jax", "torch", "numpy")


def _load():
    backend = keras.backend.backend()
    if backend not in BACKENDS:
        raise ImportError(
            f"keras_seqzoo runs on the Keras backends {', '.join(BACKENDS)}. "
            f"Received: KERAS_BACKEND={backend!r}"
        )
    name = "eager" if backend in ("torch", "numpy") else backend
    return import_module(f"{__name__}.{name}").scan


scan = _load()

__all__ = ["scan"]
