"""The weights of a `ner_bilstm_crf` network as arrays, by the names of the runtime."""

import numpy as np
from keras import ops

from keras_seqzoo import layers
from keras_seqzoo.layers.character_encoder import CharacterEncoder
from keras_seqzoo.runtime.shapes import DIRECTIONS

EMBEDDINGS = {
    "vectors": "vectors",
    "corrections": "corrections",
    "shapes": "shape_vectors",
}


def named_arrays(network):
    """Returns `{name: array}`, see `keras_seqzoo.runtime.shapes`."""
    found = {layer.name: layer for layer in network.layers}
    emissions, crf = found["emissions"], found["crf"]
    variables = {
        name: found[layer].weights[0]
        for name, layer in EMBEDDINGS.items()
        if layer in found
    }
    if "vectors" in found and len(found["vectors"].weights) > 1:
        variables["vector_scale"] = found["vectors"].weights[1]
    for layer in of_class(network, layers.HashEmbedding):
        variables["affixes"] = layer.embeddings
    for encoder in of_class(network, CharacterEncoder):
        variables |= CHARACTERS[type(encoder)](encoder)
    for i, layer in enumerate(of_class(network, layers.Bidirectional)):
        variables |= directions(f"recurrent.{i}", layer)
    variables |= {
        "emissions.kernel": emissions.kernel,
        "emissions.bias": emissions.bias,
        "crf.transitions": crf.transitions,
        "crf.start": crf.start,
        "crf.end": crf.end,
    }
    return {name: small(ops.convert_to_numpy(v)) for name, v in variables.items()}


def of_class(network, kind):
    return [layer for layer in network.layers if isinstance(layer, kind)]


def character_cnn(encoder):
    return {
        "characters.embedding": encoder.embedding.embeddings,
        "characters.kernel": encoder.kernel,
        "characters.bias": encoder.bias,
    }


def character_bilstm(encoder):
    return {
        "characters.embedding": encoder.embedding.embeddings,
        **directions("characters", encoder.lstm),
    }


CHARACTERS = {
    layers.CharacterCNN: character_cnn,
    layers.CharacterBiLSTM: character_bilstm,
}


def directions(name, layer):
    """The weights of both directions of a bidirectional LSTM."""
    return {
        f"{name}.{way}.{i}": variable
        for way in DIRECTIONS
        for i, variable in enumerate(getattr(layer, f"{way}_layer").cell.weights)
    }


def small(array):
    """The array as float16 if that changes no value."""
    with np.errstate(over="ignore"):
        half = array.astype(np.float16) if array.dtype == np.float32 else array
    return half if np.array_equal(half, array) else array
