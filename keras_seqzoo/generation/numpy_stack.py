"""Steps of stacked recurrent layers in NumPy, large ones on several threads."""

from functools import partial

import numpy as np

from keras_seqzoo.generation.numpy_steps import NumpySteps, by_columns
from keras_seqzoo.threads import own_threads, side_by_side

LARGE_STEP = 2**24
MOST_THREADS = 8


class NumpyStack(NumpySteps):
    """Base of the NumPy twins of stacked recurrent layers.

    In a large step a thread computes some of the units for all rows, and so reads the
    weights of these alone; a thread with some of the rows would have to read all.

    Args:
        layers: List of `UnitsLayer`, the first of which reads tokens.
        output: `(kernel [U, V], bias [V])`.
    """

    def __init__(self, layers, output):
        self.layers, self.shared = layers, {}
        self.kernel, self.bias = by_columns(output[0]), output[1]
        self.widths = [layer.units for layer in layers for _ in range(layer.num_states)]
        self.size = sum(layer.recurrent_size for layer in layers)

    def next(self, tokens, states):
        return self.through(self.layers, tokens, states)

    def is_large(self, tokens):
        return len(tokens) * self.size >= LARGE_STEP

    def next_large(self, tokens, states):
        threads = min(own_threads(), MOST_THREADS)
        return self.through(self.shared_by(threads), tokens, states)

    def through(self, layers, tokens, states):
        x, new_states, count = tokens, [], self.layers[0].num_states
        for number, layer in enumerate(layers):
            after = layer(x, states[number * count : (number + 1) * count])
            x = after[0]
            new_states += after
        return x @ self.kernel + self.bias, new_states

    def shared_by(self, threads):
        """The layers as functions that share their units among so many threads."""
        if threads not in self.shared:
            parts = [layer.parts(threads) for layer in self.layers]
            self.shared = {threads: [partial(side_by_side_units, p) for p in parts]}
        return self.shared[threads]


def side_by_side_units(parts, x, states):
    """The new states of a layer from those of its parts."""
    done = side_by_side(lambda part: part(x, states), parts)
    return [np.concatenate(columns, axis=1) for columns in zip(*done, strict=True)]
