import numpy as np
import pytest
from word_data import labelled_texts

from keras_seqzoo.models.sentiment_classifier import SentimentClassifier
from keras_seqzoo.models.sentiment_transfer import encoder_of

SIZES = {"embedding_dim": 8, "units": 6, "num_layers": 2}
TRAIN = labelled_texts(120, seed=1)
PLAN = {"learning_rate": 0.03, "batch_size": 16, "average": 0.0, "verbose": 0}
OTHER = [("other" if label == "plain" else "same", text) for label, text in TRAIN]


@pytest.fixture(scope="module")
def source():
    classifier = SentimentClassifier.from_examples(TRAIN, seed=1, **SIZES)
    classifier.fit(TRAIN, epochs=8, **PLAN)
    return classifier


def weights(classifier):
    layers = encoder_of(classifier.network)
    return [array for layer in layers for array in layer.get_weights()]


def test_words_and_encoder_are_those_of_the_source_and_the_labels_are_new(source):
    classifier = source.transfer(OTHER)
    assert classifier.config.labels == ("other", "same")
    assert classifier.preprocessor is source.preprocessor
    assert len(weights(classifier)) == 2 + 2 * 2 * 3
    for new, old in zip(weights(classifier), weights(source), strict=True):
        np.testing.assert_array_equal(new, old)


def test_training_what_was_transferred_leaves_the_source_alone(source):
    before = source.network.get_weights()
    classifier = source.transfer(OTHER, pooling="mean", dropout=0.1)
    classifier.fit(OTHER, epochs=3, layer_decay=0.5, **PLAN)
    assert classifier.evaluate(OTHER)["accuracy"] > 0.9
    for new, old in zip(source.network.get_weights(), before, strict=True):
        np.testing.assert_array_equal(new, old)
    assert any(
        np.abs(new - old).max() > 0
        for new, old in zip(weights(classifier), weights(source), strict=True)
    )


def test_what_was_learned_helps_with_few_examples(source):
    few, rest = OTHER[:24], OTHER[24:]
    transferred = source.transfer(few)
    fresh = SentimentClassifier.from_examples(few, min_count=1, **SIZES)
    transferred.fit(few, epochs=4, **PLAN)
    fresh.fit(few, epochs=4, **PLAN)
    scores = [c.evaluate(rest)["accuracy"] for c in (transferred, fresh)]
    assert scores[0] > scores[1] + 0.1


def test_the_settings_of_kept_layers_are_refused(source):
    with pytest.raises(ValueError, match="Received: units, vectors. Leave"):
        source.transfer(OTHER, units=12, vectors=None)
    with pytest.raises(ValueError, match="two labels"):
        source.transfer([("a", "x"), ("a", "y")])
