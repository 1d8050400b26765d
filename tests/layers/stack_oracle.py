"""A stack in NumPy, float64: one row and one step at a time."""

import equations
import numpy as np


def run(step, weights, x, real, states, backward=False):
    """Outputs [T, U] and final states of a layer over one row [T, D].

    A masked step keeps the state and repeats the output of the step before it.
    """
    steps = range(len(x))[::-1] if backward else range(len(x))
    output, outputs = None, [None] * len(x)
    for t in steps:
        if real[t]:
            output, states = step(weights, x[t], states)
        outputs[t] = output
    zeros = np.zeros(len(states[0]))
    return np.stack([zeros if y is None else y for y in outputs]), states


def lstm_run(weights, x, real, states=None, backward=False):
    units = weights["recurrent_kernel"].shape[0]
    states = [np.zeros(units)] * 2 if states is None else states
    return run(equations.lstm, weights, x, real, states, backward)


def carried(weights, x):
    return x @ weights["projection"] if "projection" in weights else x


def highway(weights, x, h):
    gate = equations.sigmoid(
        x @ weights["transform_kernel"] + weights["transform_bias"]
    )
    return gate * h + (1 - gate) * carried(weights, x)


CONNECTIONS = {
    "plain": lambda weights, x, h: h,
    "residual": lambda weights, x, h: h + carried(weights, x),
    "highway": highway,
    "dense": lambda weights, x, h: np.concatenate([x, h], -1),
}
