"""What finds the entities of a `NERTagger`: NumPy on a CPU, Keras for all the rest."""

from keras_seqzoo.configuration import to_dict
from keras_seqzoo.models.ner_arrays import named_arrays
from keras_seqzoo.models.ner_decoder import EntityDecoder
from keras_seqzoo.models.numpy_twin import twin_of
from keras_seqzoo.runtime.parts import TAGGERS, tagger_network


def decoder_for(task):
    """Returns the function from lists of words to entities that suits a `NERTagger`."""
    twin = twin_of(task, TAGGERS, named_arrays, tagger_network)
    return twin or keras_decoder(task)


def keras_decoder(task):
    """Returns the `EntityDecoder` of a `NERTagger`."""
    config = to_dict(task.config)
    scheme = config["scheme"] if config.get("decoder") == "softmax" else None
    return EntityDecoder(task.network, task.preprocessor, task.config.tags, scheme)
