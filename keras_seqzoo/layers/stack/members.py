"""The layers of a stack: new ones, made from the configurations of those given."""

import copy

import keras

from keras_seqzoo.layers.rnn import RNN
from keras_seqzoo.layers.stack.checks import RECURRENT, check_layer


def member(given, **options):
    """Returns a new recurrent layer like `given`, with other options.

    Args:
        given: A recurrent layer without weights, a cell, or the serialised form of
            either.
        **options: Arguments of `RNN`.
    """
    written = copy.deepcopy(given) if isinstance(given, dict) else serialized(given)
    for config in configs(written):
        config.update(options)
    return keras.saving.deserialize_keras_object(written)


def serialized(given):
    layer = RNN(given) if is_cell(given) else given
    check_layer(layer)
    return keras.saving.serialize_keras_object(layer)


def is_cell(given):
    return hasattr(given, "state_size") and not isinstance(given, RECURRENT)


def configs(written):
    """The configurations of the recurrent layers in a serialised layer."""
    config = written["config"]
    directions = [config[k] for k in ("layer", "backward_layer") if config.get(k)]
    return [direction["config"] for direction in directions] or [config]


def is_backward(layer):
    """Whether a layer runs from the last step to the first."""
    return getattr(layer, "go_backwards", False)
