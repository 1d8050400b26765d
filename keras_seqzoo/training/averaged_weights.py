"""The moving average of a network's weights in place of the weights themselves."""

import contextlib

import numpy as np


@contextlib.contextmanager
def averaged_weights(network, optimizer):
    """Within, the network holds the averages that its optimizer keeps, if it does.

    Args:
        network: `keras.Model`.
        optimizer: The `keras.optimizers.Optimizer` of its trainable variables.

    Example:

    >>> network = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    >>> optimizer = keras.optimizers.SGD(0.1, use_ema=True)
    >>> optimizer.build(network.trainable_variables)
    >>> optimizer.apply([keras.ops.ones_like(w) for w in network.trainable_variables])
    >>> with averaged_weights(network, optimizer):
    ...     averages = network.get_weights()

    Reference: Polyak & Juditsky (1992).
    """
    if not optimizer.use_ema:
        yield
        return
    raw = [np.array(weight) for weight in network.get_weights()]
    optimizer.finalize_variable_values(network.trainable_variables)
    try:
        yield
    finally:
        network.set_weights(raw)
