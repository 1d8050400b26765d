"""What one trial leaves in memory, taken away before the next."""

import contextlib

import keras


@contextlib.contextmanager
def forgetting():
    """Context of a trial, after which its models and graphs are forgotten.

    TensorFlow keeps the gradient of every `tf.custom_gradient` in a graph in a table
    for ever, and with it the graph: most of what a trial would leave behind.
    """
    keras.backend.clear_session()
    table = gradient_table()
    known = set(table)
    try:
        yield
    finally:
        for name in set(table) - known:
            del table[name]


def gradient_table():
    """Returns TensorFlow's table of gradients by name; empty on another backend."""
    if keras.backend.backend() != "tensorflow":
        return {}
    from tensorflow.python.framework import ops

    return ops.gradient_registry._registry
