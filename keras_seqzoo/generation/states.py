"""States of a running generation as lists of arrays [B, n]: copied, picked, joined."""

import numpy as np


def select(states, rows):
    """Returns the rows of a state, in that order and as often as they are listed.

    >>> two_branches = select(state, [0, 0])
    """
    return [np.asarray(state)[np.asarray(rows, int)] for state in states]


def join(*branches):
    """Returns one state with the rows of all the given ones."""
    return [np.concatenate(parts) for parts in zip(*branches, strict=True)]


def zero_state(network, batch):
    """Returns zeros float32 [batch, n] for each state input of a network."""
    return [
        np.zeros((batch, *tensor.shape[1:]), np.float32)
        for tensor in network.inputs[1:]
    ]
