"""The weights of a `ner_bilstm_crf` network as arrays, by the names of the runtime."""

from keras_seqzoo import layers
from keras_seqzoo.layers.character_encoder import CharacterEncoder
from keras_seqzoo.models.network_arrays import arrays, directions, of_class, recurrent

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
    variables |= recurrent(network)
    variables |= {
        "emissions.kernel": emissions.kernel,
        "emissions.bias": emissions.bias,
        "crf.transitions": crf.transitions,
        "crf.start": crf.start,
        "crf.end": crf.end,
    }
    return arrays(variables)


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
