"""The one place that chooses how a cell runs over a sequence."""

import keras
from keras import activations

from keras_seqzoo.cells import GRUCell, LSTMCell


def path(cell, unroll, recurrence, dtype, device="cpu", use_cudnn="auto"):
    """Chooses how a cell runs, from the cell, the options and the device.

    | path | what runs | when |
    |---|---|---|
    | `"loop"` | the whole cell once a step | it is asked for, or the cell is foreign |
    | `"linear"` | one linear recurrence | the cell has `coefficients` |
    | `"cudnn"` | cuDNN | a standard LSTM or GRU on a GPU |
    | `"compiled"` | the hoisted loop, compiled by XLA | any other cell on a GPU |
    | `"hoisted"` | the hoisted loop | any other cell |

    A cell whose dtype is not that of its layer is called as a layer at every step, so
    that Keras converts what goes in and out.

    Args:
        cell: A recurrent cell.
        unroll: Whether the loop is to be unrolled.
        recurrence: `"auto"` or `"loop"`.
        dtype: The compute dtype of the layer.
        device: What `device()` gives.
        use_cudnn: `False` for `"compiled"` in place of `"cudnn"`.
    """
    if unroll or recurrence == "loop" or not hasattr(cell, "project"):
        return "loop"
    if cell.compute_dtype != dtype:
        return "loop"
    if hasattr(cell, "coefficients"):
        return "linear"
    if device == "gpu":
        return "cudnn" if use_cudnn and standard(cell) else "compiled"
    return "hoisted"


def standard(cell):
    """Whether cuDNN has the equations of a cell."""
    if type(cell) not in (LSTMCell, GRUCell):
        return False
    if type(cell) is LSTMCell and cell.cell_clip is not None:
        return False
    if type(cell) is GRUCell and not cell.reset_after:
        return False
    return (
        cell.use_bias
        and not cell.recurrent_dropout
        and cell.activation is activations.tanh
        and cell.recurrent_activation is activations.sigmoid
    )


def device():
    """`"gpu"` where TensorFlow has one, else `"cpu"`."""
    if keras.backend.backend() != "tensorflow":
        return "cpu"
    import tensorflow as tf

    return "gpu" if tf.config.list_physical_devices("GPU") else "cpu"
