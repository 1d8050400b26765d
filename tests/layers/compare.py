"""Comparison of tensors of any backend and arrays."""

import numpy as np
from keras import ops


def close(found, expected, **tolerances):
    np.testing.assert_allclose(
        ops.convert_to_numpy(found), ops.convert_to_numpy(expected), **tolerances
    )


def same(found, expected):
    np.testing.assert_array_equal(
        ops.convert_to_numpy(found), ops.convert_to_numpy(expected)
    )


def number(scalar):
    return float(ops.convert_to_numpy(scalar))
