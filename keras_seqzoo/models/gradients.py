"""Compiled gradients of a number by a tensor, on every backend."""

import keras


def gradient_of(function):
    """Returns the function `(x, *others)` that gives the gradient of another one by x.

    Args:
        function: `(x, *others) -> scalar`, all tensors.
    """
    return GRADIENTS[keras.backend.backend()](function)


def in_tensorflow(function):
    import tensorflow as tf

    @tf.function(reduce_retracing=True)
    def gradient(x, *others):
        with tf.GradientTape() as tape:
            tape.watch(x)
            value = function(x, *others)
        return tape.gradient(value, x)

    return gradient


def in_jax(function):
    import jax

    return jax.jit(jax.grad(function))


def in_torch(function):
    def gradient(x, *others):
        x = x.detach().requires_grad_(True)
        function(x, *others).backward()
        return x.grad

    return gradient


GRADIENTS = {"tensorflow": in_tensorflow, "jax": in_jax, "torch": in_torch}
