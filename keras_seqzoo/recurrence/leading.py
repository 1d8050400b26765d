"""The axes of time and batch as one, and apart again (TensorFlow)."""

import tensorflow as tf


def merged(x):
    """[T, B, ...] -> [T·B, ...]."""
    return tf.reshape(x, (-1, *x.shape[2:]))


def parted(x, other):
    """[T·B, ...] -> [T, B, ...], with the T and B of another tensor."""
    lead = tf.shape(other)[:2]
    y = tf.reshape(x, tf.concat([lead, tf.shape(x)[1:]], 0))
    return tf.ensure_shape(y, (*other.shape[:2], *x.shape[1:]))
