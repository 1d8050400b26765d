"""What finds the entities of a `NERTagger`: NumPy on a CPU, Keras for all the rest."""

from keras_seqzoo.models.configuration import to_dict
from keras_seqzoo.models.ner_arrays import named_arrays
from keras_seqzoo.models.ner_decoder import EntityDecoder
from keras_seqzoo.models.numpy_twin import NumpyTwin, on_cpu
from keras_seqzoo.runtime.parts import TAGGERS, tagger_network


def decoder_for(task):
    """Returns the function from lists of words to entities that suits a `NERTagger`."""
    network, features = task.network, task.preprocessor
    config = to_dict(task.config)
    if TAGGERS.supports(task.architecture, config) and on_cpu(network):
        return NumpyTwin(
            network, lambda: tagger_network(config, named_arrays(network), features)
        )
    softmax = config.get("decoder") == "softmax"
    scheme = config["scheme"] if softmax else None
    return EntityDecoder(network, features, task.config.tags, scheme)
