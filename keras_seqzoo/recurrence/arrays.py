"""Arrays that a loop over time writes to (TensorFlow)."""

import tensorflow as tf


def array(length, shape, dtype):
    return tf.TensorArray(dtype, length, clear_after_read=False, element_shape=shape)


def written(arrays, t, values):
    return [a.write(t, v) for a, v in zip(arrays, values, strict=True)]
