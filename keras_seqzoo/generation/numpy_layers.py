"""A recurrent layer in NumPy whose units can be shared among threads."""

from copy import copy

import numpy as np


class UnitsLayer:
    """A recurrent layer, or some of its units, for one step.

    A call takes the inputs and the whole states [B, U] of the layer and returns a list
    of what its own units give: the output and the other new states. A subclass sets
    `num_gates` and `num_states` and defines the call.

    Args:
        *weights: Arrays whose last axis has the gates of all units side by side; the
            first is the matrix of the product that counts.
    """

    num_gates: int
    num_states: int

    def __init__(self, *weights):
        self.weights, self.own = weights, slice(None)

    @property
    def units(self):
        return self.weights[0].shape[-1] // self.num_gates

    @property
    def size(self):
        """The number of weights of the product that counts."""
        return self.weights[0].size

    def parts(self, count):
        """Layers of so many equal shares of the units."""
        return [self.part(own) for own in shares(self.units, count)]

    def part(self, own):
        part = copy(self)
        part.weights, part.own = [self.gates_of(w, own) for w in self.weights], own
        return part

    def gates_of(self, weights, own):
        """The columns that belong to some units, stored as all are."""
        shape = weights.shape[:-1]
        by_gate = weights.reshape(*shape, self.num_gates, -1)[..., own]
        order = "F" if weights.flags.fnc else "C"
        return np.array(by_gate.reshape(*shape, -1), order=order)


def shares(units, count):
    """Slices of about equal size."""
    bounds = np.linspace(0, units, min(count, units) + 1, dtype=int)
    return [slice(*pair) for pair in zip(bounds[:-1], bounds[1:], strict=True)]
