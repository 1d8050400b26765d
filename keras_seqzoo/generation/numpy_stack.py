"""Steps of stacked recurrent layers in NumPy, large products on several threads."""

import numpy as np

from keras_seqzoo.generation.numpy_layers import UnitsLayer
from keras_seqzoo.generation.numpy_steps import NumpySteps, by_columns, product
from keras_seqzoo.threads import own_threads, side_by_side

# Multiplications from which a second thread gains more than waking it takes.
LARGE_PRODUCT = 2**23
# Beyond these the shares are so small that the threads mostly wait for each other.
MOST_THREADS = 8


class NumpyStack(NumpySteps):
    """Base of the NumPy twins of stacked recurrent layers.

    For many rows each thread computes some of the units of a large layer and so reads
    the weights of these alone; a thread with some of the rows would have to read all.

    Args:
        layers: List of `UnitsLayer`, the first of which reads tokens.
        output: `(kernel [U, V], bias [V])`.
    """

    def __init__(self, layers, output):
        self.layers = [*layers, OutputLayer(by_columns(output[0]), output[1])]
        self.shared = [SharedLayer(layer) for layer in self.layers]
        self.largest = max(layer.size for layer in self.layers)
        self.widths = [layer.units for layer in layers for _ in range(layer.num_states)]

    def next(self, tokens, states):
        return through(self.layers, tokens, states)

    def is_large(self, tokens):
        return len(tokens) * self.largest >= LARGE_PRODUCT

    def next_large(self, tokens, states):
        layers = [
            shared if len(tokens) * layer.size >= LARGE_PRODUCT else layer
            for layer, shared in zip(self.layers, self.shared, strict=True)
        ]
        return through(layers, tokens, states)


def through(layers, x, states):
    """`(logits, new states)` of layers in turn, each with its own of the states."""
    new_states, place = [], 0
    for layer in layers[:-1]:
        after = layer(x, states[place : place + layer.num_states])
        new_states += after
        x, place = after[0], place + layer.num_states
    (logits,) = layers[-1](x, [])
    return logits, new_states


class OutputLayer(UnitsLayer):
    """The logits, a unit for each token."""

    num_gates, num_states = 1, 0

    def __call__(self, x, states):
        kernel, bias = self.weights
        return [product(x, kernel) + bias]


class SharedLayer:
    """A layer whose units are shared among threads.

    Each thread has a copy of its share of the weights, made at the first step or when
    the number of threads has changed.
    """

    def __init__(self, layer):
        self.layer, self.parts, self.num_states = layer, [], layer.num_states

    def __call__(self, x, states):
        done = side_by_side(lambda part: part(x, states), self.current_parts())
        return [np.concatenate(columns, axis=1) for columns in zip(*done, strict=True)]

    def current_parts(self):
        count = min(own_threads(), MOST_THREADS, self.layer.units)
        parts = self.parts
        if len(parts) != count:
            self.parts = parts = []
            self.parts = parts = self.layer.parts(count)
        return parts
