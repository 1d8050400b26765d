"""Weights of the CRF layer of TensorFlow Addons."""

import numpy as np

from keras_seqzoo.convert.names import assign, named

CRF = {
    "chain_kernel": 2,
    "left_boundary": 1,
    "right_boundary": 1,
    "kernel": 2,
    "bias": 1,
}
OPTIONAL = (("left_boundary", "right_boundary"), ("kernel", "bias"))


def crf_from_tensorflow_addons(crf, weights, dense=None):
    """Sets the weights of a `tfa.layers.CRF`; scores and decoded tags are the same.

    The layer of TensorFlow Addons makes its emissions itself unless `use_kernel=False`;
    here that is a `keras.layers.Dense` in front. Without boundaries (`use_boundary=
    False`) `start` and `end` are zero.

    Args:
        crf: Built `keras_seqzoo.layers.CRF` with as many tags.
        weights: `get_weights()` of the layer of TensorFlow Addons, or `{name: array}`
            as `read_keras2_weights` gives for a layer.
        dense: Built `keras.layers.Dense` that makes the emissions, or `None` for
            weights without a kernel.

    Returns:
        `crf`.

    Raises:
        ValueError: If the weights do not fit, or `dense` is not there and needed, or
            there and not needed.

    Example:

    >>> crf = keras_seqzoo.layers.CRF()
    >>> crf.build((None, None, 4))
    >>> weights = [np.ones((4, 4)), np.zeros(4), np.zeros(4)]
    >>> crf = keras_seqzoo.convert.crf_from_tensorflow_addons(crf, weights)
    """
    found = named(weights, CRF, OPTIONAL)
    check_dense(dense, found)
    zeros = np.zeros(len(found["chain_kernel"]))
    assign(
        crf,
        {
            "transitions": found["chain_kernel"],
            "start": found.get("left_boundary", zeros),
            "end": found.get("right_boundary", zeros),
        },
    )
    if dense is not None:
        assign(dense, {"kernel": found["kernel"], "bias": found["bias"]})
    return crf


def check_dense(dense, found):
    if (dense is None) == ("kernel" in found):
        raise ValueError(
            "`dense` must be a keras.layers.Dense if and only if the weights hold its "
            "kernel and bias, as they do without use_kernel=False. "
            f"Received: dense={dense!r} and weights with {list(found)}"
        )
