"""What finds the entities of a `NERTagger`: NumPy on a CPU, Keras for all the rest."""

from keras_seqzoo import runtime
from keras_seqzoo.models.configuration import to_dict
from keras_seqzoo.models.ner_arrays import named_arrays
from keras_seqzoo.models.ner_decoder import EntityDecoder
from keras_seqzoo.models.weight_samples import WeightSamples
from keras_seqzoo.runtime.parts import tagger_network


def decoder_for(task):
    """Returns the function from lists of words to entities that suits a `NERTagger`."""
    config = to_dict(task.config)
    if runtime.supports(task.architecture, config) and on_cpu(task.network):
        return NumpyDecoder(task.network, task.preprocessor, config)
    softmax = config.get("decoder") == "softmax"
    return EntityDecoder(
        task.network,
        task.preprocessor,
        task.config.tags,
        scheme=config["scheme"] if softmax else None,
    )


def on_cpu(network):
    """Whether the weights of a network lie in the memory of the processor."""
    return "CPU" in str(network.weights[0].value.device).upper()


class NumpyDecoder:
    """A `TaggerNetwork` that follows the weights of a Keras network.

    It is made anew when samples of the weights have changed: after any step of
    training, and when an array is set. A change of a few single numbers by hand may
    pass unnoticed; `follow` makes it anew in any case.

    Args:
        network: The `keras.Model`.
        features: `WordFeatures`.
        config: Dict of the settings of the network.
    """

    def __init__(self, network, features, config):
        self.network, self.features, self.config = network, features, config
        self.samples = WeightSamples(network.weights)
        self.current = None

    def __call__(self, sentences):
        """Returns for each sentence a list of `(label, first, last, confidence)`."""
        if self.samples.changed():
            self.follow()
        return self.current(sentences)

    def follow(self):
        """Takes over the present weights of the network."""
        arrays = named_arrays(self.network)
        self.current = tagger_network(self.config, arrays, self.features)
