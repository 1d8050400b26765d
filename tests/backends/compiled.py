"""Functions compiled by the backend, where it compiles."""

import keras


def compiled(function):
    """A function of tensors as `tf.function`, by `jax.jit`, or as it is on PyTorch."""
    return COMPILERS[keras.backend.backend()](function)


def by_tensorflow(function):
    import tensorflow as tf

    return tf.function(function)


def by_jax(function):
    import jax

    return jax.jit(function)


COMPILERS = {
    "tensorflow": by_tensorflow,
    "jax": by_jax,
    "torch": lambda function: function,
}
