"""A run of the equations of a cell over masked sequences, in NumPy float64."""

import numpy as np


def masked_run(equation, weights, x, states, mask):
    """A masked step keeps the states; its output is the one before it, zero at first.

    Returns outputs [B, T, O] and final states.
    """
    outputs, last = [], None
    for t in range(x.shape[1]):
        real = mask[:, t, None]
        output, new_states = equation(weights, x[:, t], states)
        last = np.zeros_like(output) if last is None else last
        last = np.where(real, output, last)
        pairs = zip(new_states, states, strict=True)
        states = [np.where(real, new, old) for new, old in pairs]
        outputs.append(last)
    return np.stack(outputs, axis=1), states


def run_both_ways(forward, backward, x, mask):
    """The outputs of two `f(x, mask)`, the second over reversed time, side by side.

    Zero at masked steps.
    """
    ways = [forward(x, mask), backward(x[:, ::-1], mask[:, ::-1])[:, ::-1]]
    return np.where(mask[:, :, None], np.concatenate(ways, axis=-1), 0.0)
