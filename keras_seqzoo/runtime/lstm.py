"""Bidirectional LSTMs over packed sequences in NumPy."""

from typing import NamedTuple

import numpy as np


class LSTMWeights(NamedTuple):
    """`kernel` [D, 4U], `recurrent_kernel` [U, 4U], `bias` [4U], gates i f c o."""

    kernel: np.ndarray
    recurrent_kernel: np.ndarray
    bias: np.ndarray


class BiLSTM:
    r"""Both directions of an LSTM, step by step over sequences without padding.

    With gates i, f, o in front and halved, $$\sigma(2z) = (1 + \tanh z) / 2$$ makes one
    tanh serve all four; the state that is kept is 2h, whose factor is in the weights.

    Args:
        forward: `LSTMWeights` of the direction from the start.
        backward: `LSTMWeights` of the direction from the end.
    """

    def __init__(self, forward, backward):
        kernels, recurrent, biases = zip(
            *map(prepared, (forward, backward)), strict=True
        )
        self.kernel = np.stack(kernels)
        self.recurrent_kernel = np.stack(recurrent)
        self.bias = np.stack(biases)[:, None]
        self.units = self.recurrent_kernel.shape[1]

    def __call__(self, x, packing):
        """Returns the outputs [N, 2U] for the items x [N, D] of a `Packing`."""
        return spread(self.run(x, packing)[0], packing)

    def last(self, x, packing):
        """Returns the last output of both directions [B, 2U], B sequences."""
        last = np.empty((len(packing.rows), 2 * self.units), np.float32)
        last[packing.rows] = np.concatenate([*self.run(x, packing)[1]], axis=1)
        return last / 2

    def run(self, x, packing):
        """Returns twice the outputs of all steps [2, N, U] and the last [2, B, U]."""
        gates = np.matmul(x[np.stack([packing.forward, packing.backward])], self.kernel)
        gates += self.bias
        size = 2, len(packing.rows), self.units
        outputs = np.empty((2, len(x), self.units), np.float32)
        h, c = np.zeros(size, np.float32), np.zeros(size, np.float32)
        for step in packing.steps():
            count = step.stop - step.start
            z = gates[:, step]
            z += np.matmul(h[:, :count], self.recurrent_kernel)
            advance(z, c[:, :count], h[:, :count])
            outputs[:, step] = h[:, :count]
        return outputs, h


def prepared(weights):
    """Weights with the gates i f o c, the first three halved, for the state 2h."""
    kernel, recurrent, bias = (
        to_gates_ifoc(np.asarray(w, np.float32)) for w in weights
    )
    return kernel, recurrent / 2, bias


def to_gates_ifoc(weight):
    i, f, c, o = np.split(weight, 4, axis=-1)
    return np.concatenate([i / 2, f / 2, o / 2, c], axis=-1)


def advance(z, c, h):
    """Moves the states c and 2h [2, n, U] one step on, in place, by the gates z."""
    np.tanh(z, out=z)
    i, f, o, g = np.split(z, 4, axis=-1)
    z[..., : 3 * c.shape[-1]] += 1
    c *= f
    i *= g
    c += i
    c *= 0.5
    np.tanh(c, out=h)
    h *= o


def spread(outputs, packing):
    """Packed 2h of both directions [2, N, U] as h in the order of the items [N, 2U]."""
    units = outputs.shape[-1]
    placed = np.empty((outputs.shape[1], 2 * units), np.float32)
    placed[packing.forward, :units] = outputs[0]
    placed[packing.backward, units:] = outputs[1]
    placed *= 0.5
    return placed
