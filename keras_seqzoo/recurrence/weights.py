"""A cell as a function of its weights (TensorFlow)."""

import tensorflow as tf

from keras_seqzoo.cells.base import RecurrentCell
from keras_seqzoo.cells.view import view_of


def weights_of(cell):
    """The values of all float weights of a cell in its compute dtype, by identity."""
    values = {id(v): tf.convert_to_tensor(v) for v in cell.weights}
    return {key: value for key, value in values.items() if value.dtype.is_floating}


def with_weights(cell, values):
    """A view of a cell that has tensors, by identity, in place of its variables."""

    def seen(value):
        if isinstance(value, RecurrentCell):
            return with_weights(value, values)
        return values.get(id(value), value)

    return view_of(cell, **{name: seen(value) for name, value in vars(cell).items()})


def replaceable(cell):
    """Whether `with_weights` reaches every float weight that a step may use."""
    found = set(reached(cell))
    return all(key in found for key in weights_of(cell))


def reached(cell):
    """Identities of a cell's attributes, and of its start state, which no step uses."""
    for name, value in vars(cell).items():
        if isinstance(value, RecurrentCell):
            yield from reached(value)
        elif name == "start_weights":
            yield from map(id, value)
        else:
            yield id(value)


def zero_sums(weights):
    """Zeros to sum the gradients of weights in, float32 or wider."""
    return [
        tf.zeros(w.shape, w.dtype if w.dtype.size > 4 else "float32") for w in weights
    ]
