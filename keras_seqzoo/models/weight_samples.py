"""Whether the weights of a network have changed, told from samples of them."""

import keras
import numpy as np

ROWS = 16


class WeightSamples:
    """Some rows of every weight, to be compared with what they were.

    Args:
        variables: List of `keras.Variable`.

    Example:

    >>> samples = WeightSamples(network.weights)
    >>> samples.changed(), samples.changed()
    (True, False)
    """

    def __init__(self, variables):
        on_tensorflow = keras.backend.backend() == "tensorflow"
        self.read = (tensorflow_reader if on_tensorflow else plain_reader)(variables)
        self.seen = None

    def changed(self):
        """Whether a sample differs from the last call; true at the first."""
        samples, before = self.read(), self.seen
        self.seen = samples
        return before is None or not np.array_equal(samples, before, equal_nan=True)


def plain_reader(variables):
    """Reads rows of arrays that NumPy can look into."""
    places = [rows_of(variable) for variable in variables]

    def read():
        arrays = map(keras.ops.convert_to_numpy, variables)
        return joined(a[rows] for a, rows in zip(arrays, places, strict=True))

    return read


def tensorflow_reader(variables):
    """Reads rows without a copy of the rest, and without waking other threads."""
    import tensorflow as tf

    gather = tf.raw_ops.ResourceGather
    sources = [
        (v.value.handle, tf.constant(rows_of(v)), v.value.dtype) for v in variables
    ]

    def read():
        return joined(
            gather(resource=handle, indices=rows, dtype=dtype).numpy()
            for handle, rows, dtype in sources
        )

    return read


def rows_of(variable):
    """About `ROWS` places along the first axis."""
    size = variable.shape[0]
    return np.arange(0, size, max(1, size // ROWS), dtype=np.int32)


def joined(arrays):
    return np.concatenate(list(arrays), axis=None, dtype=np.float32)
