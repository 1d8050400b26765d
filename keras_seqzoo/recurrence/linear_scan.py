"""The linear recurrence h_t = a_t h_{t-1} + b_t along the first axis."""

import keras
from keras import ops

from keras_seqzoo.recurrence.scan import scan


def plain_linear_scan(a, b, start, reverse=False):
    """All states [T, B, U] and the final one, differentiated by the backend."""

    def body(h, x):
        h = x[0] * h + x[1]
        return h, h

    final, states = scan(body, ops.cast(start, b.dtype), (a, b), reverse)
    return states, final


def _linear_scan():
    if keras.backend.backend() != "tensorflow":
        return plain_linear_scan
    from keras_seqzoo.recurrence.linear_tensorflow import linear_scan

    return linear_scan


linear_scan = _linear_scan()
