"""Where a value of a setting lies between 0 and 1 on its axis."""

import math

from keras_seqzoo.tuning.ranges import Choice


def position(span, value):
    """Returns the place of a value in its range: 0 is the lowest, 1 the highest.

    >>> position(Integer(50, 150), 100)
    0.5
    """
    if isinstance(span, Choice):
        return span.values.index(value) / max(len(span.values) - 1, 1)
    low, high = span.low, span.high
    if span.log:
        low, high, value = math.log(low), math.log(high), math.log(value)
    return min(max((value - low) / (high - low), 0.0), 1.0)


def ends(span):
    """Returns the labels of the lowest and the highest value of a range."""
    if isinstance(span, Choice):
        return str(span.values[0]), str(span.values[-1])
    return f"{span.low:g}", f"{span.high:g}"


def scale(values):
    """Returns a function to [0, 1] from the lowest to the highest of values."""
    low, high = min(values), max(values)
    return lambda value: (value - low) / (high - low) if high > low else 0.5
