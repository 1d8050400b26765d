"""What gives the outputs of a classifier: NumPy on a CPU, Keras for all the rest."""

from functools import cached_property

from keras_seqzoo import layers
from keras_seqzoo.models.network_arrays import arrays, of_class, recurrent
from keras_seqzoo.models.numpy_twin import twin_of
from keras_seqzoo.models.sentiment_bilstm import EVIDENCE
from keras_seqzoo.models.sentiment_documents import Documents
from keras_seqzoo.runtime.text_parts import TEXTS, text_network
from keras_seqzoo.text.word_streams import MAX_BATCH_WORDS, run_batches

LONG = MAX_BATCH_WORDS


def runner_for(task):
    """Returns the function from lists of words to outputs that suits a classifier."""
    twin = twin_of(task, TEXTS, named_arrays, text_network)
    return twin or KerasRunner(task.network, task.preprocessor)


class KerasRunner:
    """Outputs by the Keras network itself; long texts go through it in pieces.

    Args:
        network: `keras.Model` with the input `words`.
        features: `WordFeatures`.
    """

    def __init__(self, network, features):
        self.network, self.features = network, features

    def __call__(self, sentences):
        """Returns a list of the outputs [L] of non-empty lists of words."""
        return run_batches(sentences, self.outputs)

    def outputs(self, sentences):
        """Returns the outputs of some texts at once, of one alone if it is long."""
        inputs = self.features.encode(sentences)
        if len(sentences[0]) > LONG:
            ids = inputs["words"][0, : len(sentences[0])]
            return [self.documents.outputs(ids)]
        return self.network.predict_on_batch(inputs)

    @cached_property
    def documents(self):
        return Documents(self.network)


def named_arrays(network):
    """Returns `{name: array}`, see `keras_seqzoo.runtime.text_shapes`."""
    found = {layer.name: layer for layer in network.layers}
    variables = {
        name: found[name].weights[0]
        for name in ("vectors", "corrections", EVIDENCE)
        if name in found
    }
    variables |= recurrent(network)
    for layer in of_class(network, layers.AttentionPooling):
        variables |= {f"pooling.{i}": w for i, w in enumerate(layer.weights)}
    head = found.get("probabilities") or found["rating"]
    variables |= {"head.kernel": head.kernel, "head.bias": head.bias}
    return arrays(variables)
