"""NumPy networks that follow the weights of Keras networks, for answers on a CPU."""

import threading

from keras_seqzoo.models.weight_samples import WeightSamples


def on_cpu(network):
    """Whether the weights of a network lie in the memory of the processor."""
    return "CPU" in str(network.weights[0].value.device).upper()


class NumpyTwin:
    """A NumPy network with the present weights of a Keras network.

    It is made anew when samples of the weights have changed: after any step of
    training, and when an array is set. A change of a few single numbers by hand may
    pass unnoticed; `follow` makes it anew in any case.

    Args:
        network: The `keras.Model`.
        make: Function without arguments that returns the NumPy network, which is a
            function from lists of words to answers.
    """

    def __init__(self, network, make):
        self.make = make
        self.lock = threading.Lock()
        self.samples = WeightSamples(network.weights)
        self.current = None

    def __call__(self, sentences):
        """Returns what the NumPy network says of lists of words."""
        with self.lock:
            if self.samples.changed():
                self.follow()
            current = self.current
        return current(sentences)

    def follow(self):
        """Takes over the present weights of the network."""
        self.current = self.make()
