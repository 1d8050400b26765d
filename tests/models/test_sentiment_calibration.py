import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from keras_seqzoo.models.sentiment_calibration import (
    reliability,
    softmax,
    temperature,
)
from keras_seqzoo.models.sentiment_classifier import SentimentClassifier

RANDOM = np.random.default_rng(0)
LOGITS = RANDOM.normal(size=(400, 3))
CLASSES = np.array([RANDOM.choice(3, p=row) for row in softmax(LOGITS)])


@pytest.mark.parametrize("factor", [0.3, 1.0, 4.0])
def test_the_temperature_is_that_of_the_largest_likelihood(factor):
    sharp = softmax(LOGITS * factor)

    def loss(log_t):
        p = softmax(LOGITS * factor / np.exp(log_t))
        return -np.log(p[np.arange(400), CLASSES]).sum()

    expected = np.exp(minimize_scalar(loss, bounds=(-3, 3), method="bounded").x)
    assert temperature(sharp, CLASSES) == pytest.approx(expected, rel=1e-3)


def test_calibrating_scales_the_last_layer_and_changes_no_label():
    train = [("bad", "dull"), ("good", "fine")] * 4
    classifier = SentimentClassifier.from_examples(
        train, min_count=1, embedding_dim=4, units=3, seed=3
    )
    layer = classifier.network.get_layer("probabilities")
    layer.set_weights([9 * weight for weight in layer.get_weights()])
    texts = ["dull", "fine", "dull fine", "other"]
    before = classifier.outputs(texts)
    found = classifier.calibrate([("bad", "dull"), ("good", "dull"), ("bad", "fine")])
    expected = softmax(np.log(before) / found)
    np.testing.assert_allclose(classifier.outputs(texts), expected, atol=1e-5)
    assert (expected.argmax(axis=1) == before.argmax(axis=1)).all()


def test_reliability_of_answers_counted_by_hand():
    sure = np.array([0.55, 0.58, 0.9, 1.0])
    found = reliability(np.stack([sure, 1 - sure], axis=1), np.array([0, 1, 0, 0]))
    assert found["count"] == [2, 2]
    assert found["confidence"] == pytest.approx([0.565, 0.95])
    assert found["accuracy"] == [0.5, 1.0]
    assert found["error"] == pytest.approx((2 * 0.065 + 2 * 0.05) / 4)
