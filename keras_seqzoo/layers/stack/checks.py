"""What a stack refuses, and what to do instead."""

import keras

from keras_seqzoo.layers.stack.connections import CONNECTIONS

RECURRENT = (keras.layers.RNN, keras.layers.Bidirectional)


def check_layer(layer):
    """Raises an error unless a layer can be one of a stack."""
    if not isinstance(layer, RECURRENT):
        raise TypeError(
            "`layers` must hold recurrent layers, such as layers.LSTM(64) or "
            "layers.Bidirectional(layers.LSTM(64)), or cells. "
            f"Received: {layer!r} (of type {type(layer).__name__})"
        )
    if layer.built:
        raise ValueError(
            "`layers` must hold layers without weights, since a stack makes its own "
            f"from their configurations. Received: {layer!r}, which is built"
        )
    if getattr(layer, "merge_mode", "concat") is None:
        raise ValueError(
            "`layers` must give one output each; choose a `merge_mode` for "
            f"Bidirectional. Received: {layer!r} with merge_mode=None"
        )


def check_layers(layers):
    """Raises an error unless `layers` is a list of different objects, not empty."""
    if not isinstance(layers, (list, tuple)) or not layers:
        raise ValueError(
            "`layers` must be a list of recurrent layers, not empty; for layers that "
            "are all alike write Stack.of(layers.LSTM(64), depth). "
            f"Received: layers={layers!r}"
        )
    if len({id(layer) for layer in layers}) < len(layers):
        raise ValueError(
            "`layers` holds the same object more than once, which could mean shared "
            "weights or separate ones. For layers with weights of their own write "
            f"Stack.of(layers.LSTM(64), {len(layers)}). Received: layers={layers!r}"
        )


def check_connection(name, top):
    """Raises an error unless a connection is known and defined for the top layer."""
    if name not in CONNECTIONS:
        raise ValueError(
            f"`connection` must be one of {', '.join(map(repr, CONNECTIONS))}. "
            f"Received: connection={name!r}"
        )
    both_ways = isinstance(top, keras.layers.Bidirectional)
    if both_ways and name != "plain" and not top.return_sequences:
        raise ValueError(
            f"`connection={name!r}` joins the inputs and the outputs of one step, and "
            "the two directions of Bidirectional end at different ones; put a pooling "
            "layer, such as layers.MaxPooling(), after the stack. "
            "Received: return_sequences=False"
        )
