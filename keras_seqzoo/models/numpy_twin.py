"""NumPy networks that follow the weights of Keras networks, for answers on a CPU."""

import threading

from keras_seqzoo.configuration import to_dict
from keras_seqzoo.models.weight_samples import WeightSamples


def on_cpu(network):
    """Whether the weights of a network lie in the memory of the processor."""
    return "CPU" in str(network.weights[0].value.device).upper()


def twin_of(task, known, named_arrays, build):
    """Returns the NumPy twin of a task's network, `None` where NumPy cannot be it.

    Args:
        task: Task with a configuration, a preprocessor and a network.
        known: `keras_seqzoo.runtime.loading.Architecture` that NumPy can run.
        named_arrays: Function from the network to `{name: array}`.
        build: Function from settings, arrays and preprocessor to the NumPy network.
    """
    network, features, config = task.network, task.preprocessor, to_dict(task.config)
    if known.supports(task.architecture, config) and on_cpu(network):
        return NumpyTwin(
            network, lambda: build(config, named_arrays(network), features)
        )
    return None


class NumpyTwin:
    """A NumPy network with the present weights of a Keras network.

    It is made anew when samples of the weights have changed: after any step of
    training, and when an array is set. A change of a few single numbers by hand may
    pass unnoticed; `follow` makes it anew in any case.

    Args:
        network: The `keras.Model`.
        make: Function without arguments that returns the NumPy network.
    """

    def __init__(self, network, make):
        self.make = make
        self.lock = threading.Lock()
        self.samples = WeightSamples(network.weights)
        self.current = None

    def __call__(self, sentences):
        """Returns what the NumPy network says of lists of words."""
        return self.present()(sentences)

    def present(self):
        """Returns the NumPy network with the present weights."""
        with self.lock:
            if self.samples.changed():
                self.follow()
            return self.current

    def follow(self):
        """Takes over the present weights of the network."""
        self.current = self.make()
