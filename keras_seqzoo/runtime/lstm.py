"""Bidirectional LSTMs over packed sequences in NumPy."""

from typing import NamedTuple

import numpy as np

from keras_seqzoo.runtime.shapes import DIRECTIONS

BLOCK = 1024


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
        outputs = np.empty((len(x), 2 * self.units), np.float32)
        forward, backward = np.split(outputs, 2, axis=1)
        for block, (onward, back) in self.run(x, packing, self.start(packing)):
            forward[packing.forward[block]] = onward
            backward[packing.backward[block]] = back
        outputs *= 0.5
        return outputs

    def last(self, x, packing):
        """Returns the last output of both directions [B, 2U], B sequences."""
        h = self.start(packing)
        for _ in self.run(x, packing, h):
            pass
        last = np.empty((len(packing.rows), 2 * self.units), np.float32)
        last[packing.rows] = np.concatenate([*h], axis=1)
        return last / 2

    def start(self, packing):
        return np.zeros((2, len(packing.rows), self.units), np.float32)

    def run(self, x, packing, h):
        """Moves the states h [2, B, U], twice the outputs, through all steps, in place.

        Yields the slice of the packed items of some steps and their states [2, n, U].
        """
        c, places = np.zeros_like(h), np.stack([packing.forward, packing.backward])
        for steps in packing.blocks(BLOCK):
            block = slice(steps[0].start, steps[-1].stop)
            gates = np.matmul(x[places[:, block]], self.kernel)
            gates += self.bias
            for step in steps:
                count = step.stop - step.start
                z = gates[:, step.start - block.start : step.stop - block.start]
                z += np.matmul(h[:, :count], self.recurrent_kernel)
                advance(z, c[:, :count], h[:, :count])
                z[..., : self.units] = h[:, :count]
            yield block, gates[..., : self.units]


def bilstm(arrays, name):
    """Returns the `BiLSTM` of `{name: array}`, see `keras_seqzoo.runtime.shapes`."""
    return BiLSTM(*(
        LSTMWeights(*(arrays[f"{name}.{way}.{i}"] for i in range(3)))
        for way in DIRECTIONS
    ))  # fmt: skip


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
    units = c.shape[-1]
    np.tanh(z, out=z)
    z[..., : 3 * units] += 1
    i, f, o, g = (z[..., n * units : (n + 1) * units] for n in range(4))
    c *= f
    i *= g
    c += i
    c *= 0.5
    np.tanh(c, out=h)
    h *= o
