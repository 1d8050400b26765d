"""Probabilities that are as often right as they say."""

import numpy as np

from keras_seqzoo.generation.logits import softmax
from keras_seqzoo.models.sentiment_bilstm import EVIDENCE
from keras_seqzoo.runtime.text_heads import LEAST
from keras_seqzoo.training.reliability import reliability_of

SCALED = ("probabilities", EVIDENCE)
STEPS = 60
RANGE = np.log(1 / 50), np.log(50)
FITTING = 1 / 49, 49


def calibrate(classifier, examples, verbose=0):
    """Divides the temperature of held-out examples into the last layers; returns it."""
    classes = classifier.head.indices(examples)
    outputs = classifier.outputs([text for _, text in examples], verbose)
    found = temperature(outputs, classes)
    if not FITTING[0] < found < FITTING[1]:
        right = np.sum(outputs.argmax(axis=1) == classes)
        raise ValueError(
            f"No temperature fits: {right} of the {len(classes)} answers to `dev` are "
            "right. Use more examples, which the model was not trained on."
        )
    for layer in classifier.network.layers:
        if layer.name in SCALED:
            layer.set_weights([weight / found for weight in layer.get_weights()])
    return found


def temperature(probabilities, classes, weights=1.0):
    r"""Finds the temperature of the largest likelihood, in 0.02 … 50.

    $$\hat p = \mathrm{softmax}(\log p / T), \qquad
      T = \arg\min_T -\sum_i w_i \log \hat p_{i, c_i}$$

    In $1/T$ the loss is convex, so its slope is bisected.

    Args:
        probabilities: Array [n, L].
        classes: Int array [n], the true ones.
        weights: Array [n], what each counts, or 1 for all.

    Returns:
        `float`.

    Example:

    >>> sure = np.array([[0.99, 0.01]] * 4)
    >>> round(temperature(sure, np.array([0, 0, 0, 1])), 2)
    4.18
    """
    logits = np.log(np.maximum(np.asarray(probabilities, float), LEAST))
    low, high = RANGE
    for _ in range(STEPS):
        middle = (low + high) / 2
        if slope(logits, classes, weights, np.exp(middle)) > 0:
            low = middle
        else:
            high = middle
    return float(np.exp((low + high) / 2))


def slope(logits, classes, weights, at):
    """Derivative of the loss by 1 / T, where T is `at`."""
    expected = np.sum(softmax(logits / at) * logits, axis=1)
    true = logits[np.arange(len(classes)), classes]
    return np.sum(weights * (expected - true))


def reliability(probabilities, classes, bins=10):
    """Compares how sure answers are with how often they are right.

    Args:
        probabilities: Array [n, L].
        classes: Int array [n], the true ones.
        bins: Number of equal ranges of the largest probability.

    Returns:
        `{"confidence", "accuracy", "count"}`, lists with an entry for each range that
        holds an answer, and `"error"`, the mean distance of the two over all answers
        (the expected calibration error).
    """
    probabilities = np.asarray(probabilities, float)
    sure = probabilities.max(axis=1)
    return reliability_of(sure, probabilities.argmax(axis=1) == classes, bins)
