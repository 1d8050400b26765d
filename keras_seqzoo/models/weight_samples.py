"""Whether the weights of a network have changed, told from samples of them."""

import keras
import numpy as np

SAMPLES = 64


class WeightSamples:
    """Some numbers of every weight, to be compared with what they were.

    Args:
        variables: List of `keras.Variable`.

    Example:

    >>> samples = WeightSamples(network.weights)
    >>> samples.changed(), samples.changed()
    (True, False)
    """

    def __init__(self, variables):
        reader = tensorflow_reader if keras.backend.backend() == "tensorflow" else eager
        self.read = reader(variables)
        self.seen = None

    def changed(self):
        """Whether a sample differs from the last call; true at the first."""
        samples, before = self.read(), self.seen
        self.seen = samples
        return before is None or not np.array_equal(samples, before, equal_nan=True)


def eager(variables):
    """Reads the samples of arrays that NumPy can look into."""

    def read():
        arrays = [keras.ops.convert_to_numpy(v).ravel() for v in variables]
        return np.concatenate([a[:: stride(len(a))].astype("float64") for a in arrays])

    return read


def tensorflow_reader(variables):
    """Reads the samples in one call of a compiled graph."""
    import tensorflow as tf

    @tf.function
    def compiled():
        flat = [tf.reshape(variable.value, [-1]) for variable in variables]
        return tf.concat(
            [tf.cast(f[:: stride(f.shape[0])], tf.float32) for f in flat], axis=0
        )

    return lambda: compiled().numpy()


def stride(size):
    return max(1, size // SAMPLES)
