"""The start state of a network that takes `[tokens, *states]`."""

import numpy as np


def zero_state(network, batch):
    """Returns zeros float32 [batch, n] for each state input of the network."""
    return [
        np.zeros((batch, *tensor.shape[1:]), np.float32)
        for tensor in network.inputs[1:]
    ]
