"""Standard cells by cuDNN, through Keras's own layers (TensorFlow on a GPU)."""

import keras
import tensorflow as tf

from keras_seqzoo.cells import GRUCell, LSTMCell
from keras_seqzoo.cells.view import view_of
from keras_seqzoo.recurrence.hoisted import hoisted

LAYERS = {
    LSTMCell: keras.layers.LSTM(1, return_sequences=True),
    GRUCell: keras.layers.GRU(1, return_sequences=True),
}


def cudnn(cell, inputs, states, mask=None, training=False, reverse=False):
    """Runs a cell over a sequence; arguments and returns are those of `hoisted`.

    cuDNN knows padding at the right only, and no sequence without a real step: a batch
    with any other mask runs by the hoisted loop.
    """
    if mask is None:
        return by_keras(cell, inputs, states, None, training, reverse)
    return tf.cond(
        right_padded(mask),
        lambda: by_keras(cell, inputs, states, mask, training, reverse),
        lambda: hoisted(cell, inputs, states, mask, training, reverse),
    )


def right_padded(mask):
    """Whether every row of [B, T] begins with a real step and goes on to its last."""
    goes_on = tf.logical_or(mask[:, :-1], tf.logical_not(mask[:, 1:]))
    return tf.logical_and(tf.reduce_all(mask[:, 0]), tf.reduce_all(goes_on))


def by_keras(cell, inputs, states, mask, training, reverse):
    """The loop of `keras.layers.LSTM` or `GRU`, always run forwards.

    Without a GPU that loop calls the cell step by step.
    """
    inputs = cell.drop_inputs(inputs, training)
    turn = (lambda x: turned(x, mask)) if reverse else (lambda x: x)
    layer = view_of(LAYERS[type(cell)], cell=cell)
    _, outputs, states = layer.inner_loop(turn(inputs), list(states), mask)
    return turn(outputs), list(states)


def turned(x, mask):
    """The real steps of [B, T, ...] in the opposite order."""
    if mask is None:
        return tf.reverse(x, [1])
    return tf.reverse_sequence(x, tf.reduce_sum(tf.cast(mask, "int32"), 1), seq_axis=1)
