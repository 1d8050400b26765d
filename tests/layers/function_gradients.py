"""Gradients of a scalar function of tensors, on every backend."""

import keras
import numpy as np
from keras import ops

BACKEND = keras.backend.backend()


def gradients(function, *arrays):
    """Gradients of `function(*tensors)` by each of the arrays, as NumPy arrays."""
    tensors = [ops.convert_to_tensor(a) for a in arrays]
    return [ops.convert_to_numpy(g) for g in RUNNERS[BACKEND](function, tensors)]


def in_tensorflow(function, tensors):
    import tensorflow as tf

    with tf.GradientTape() as tape:
        tape.watch(tensors)
        value = function(*tensors)
    return tape.gradient(value, tensors, unconnected_gradients="zero")


def in_jax(function, tensors):
    import jax

    return jax.grad(function, argnums=tuple(range(len(tensors))))(*tensors)


def in_torch(function, tensors):
    tensors = [t.detach().requires_grad_(True) for t in tensors]
    function(*tensors).backward()
    return [np.zeros(t.shape) if t.grad is None else t.grad for t in tensors]


RUNNERS = {"tensorflow": in_tensorflow, "jax": in_jax, "torch": in_torch}
