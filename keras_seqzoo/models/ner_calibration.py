"""A tagger whose probabilities are as often right as they say."""

import numpy as np
from keras import ops

from keras_seqzoo.layers import CRFLoss

RANGE = np.log(1 / 10), np.log(10)
ROUNDS = 24
SHARE = (np.sqrt(5) - 1) / 2
SCORES = -1e5


def calibrate(network, batches):
    r"""Divides all scores by the temperature of the largest likelihood; returns it.

    $$p_T(y \mid x) \propto \exp \Big( \tfrac1T \sum_t \psi_t(y_{t-1}, y_t) \Big)$$

    The best paths stay as they are.

    Args:
        network: `keras.Model` of `ner_bilstm_crf`; its last weights are changed.
        batches: List of `(inputs, tag ids)`, held out.

    Returns:
        `float` in 0.1 … 10.

    Reference: Guo et al. (2017), section 4.2.
    """
    pairs = [(network.predict_on_batch(inputs), tags) for inputs, tags in batches]
    found = float(np.exp(minimum(lambda log: loss(pairs, np.exp(log)), *RANGE)))
    for name in ("emissions", "crf"):
        layer = network.get_layer(name)
        layer.set_weights([weight / found for weight in layer.get_weights()])
    return found


def loss(pairs, temperature):
    """The summed negative log-likelihood of the tags."""
    total = CRFLoss(reduction="sum")
    return sum(
        float(ops.convert_to_numpy(total(tags, scaled(potentials, temperature))))
        for potentials, tags in pairs
    )


def scaled(potentials, temperature):
    """Scores divided by a temperature; what is forbidden or padded stays so."""
    return np.where(potentials > SCORES, potentials / temperature, potentials)


def minimum(function, low, high):
    """Where a function with one valley is lowest, by the golden section.

    >>> round(minimum(lambda x: (x - 1) ** 2, -3, 4), 2)
    1.0
    """
    inner = high - SHARE * (high - low), low + SHARE * (high - low)
    values = [function(x) for x in inner]
    for _ in range(ROUNDS):
        if values[0] < values[1]:
            high, inner = inner[1], (inner[1] - SHARE * (inner[1] - low), inner[0])
            values = [function(inner[0]), values[0]]
        else:
            low, inner = inner[0], (inner[1], inner[0] + SHARE * (high - inner[0]))
            values = [values[1], function(inner[1])]
    return (low + high) / 2
