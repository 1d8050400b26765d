"""A tagger with its fixed word vectors as 8-bit integers."""

import dataclasses

from keras_seqzoo.models.ner_words import quantized
from keras_seqzoo.models.registry import get_architecture


def compacted(task):
    """Returns `(config, preprocessor, network)` of a `NERTagger` made compact."""
    config = task.config
    if config.vectors != "frozen" or config.vector_type != "float":
        raise ValueError(
            "The tagger must have fixed vectors of floats. Received: "
            f"vectors={config.vectors!r}, vector_type={config.vector_type!r}"
        )
    compact = dataclasses.replace(config, vector_type="int8")
    network = get_architecture(task.architecture).build(compact)
    for source, target in zip(task.network.layers, network.layers, strict=True):
        target.set_weights(
            quantized(*source.get_weights())
            if source.name == "vectors"
            else source.get_weights()
        )
    return compact, task.preprocessor, network
