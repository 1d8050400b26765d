"""The hoisted loop compiled by XLA, whether or not the model is (TensorFlow)."""

import tensorflow as tf

from keras_seqzoo.recurrence.hoisted import hoisted


def compiled(cell, inputs, states, mask=None, training=False, reverse=False):
    """Runs a cell over a sequence; arguments and returns are those of `hoisted`.

    Eagerly nothing is compiled, since every call would be.
    """
    if tf.executing_eagerly():
        return hoisted(cell, inputs, states, mask, training, reverse)

    @tf.function(jit_compile=True, autograph=False)
    def run(inputs, states, mask):
        return hoisted(cell, inputs, states, mask, training, reverse)

    return run(inputs, list(states), mask)
