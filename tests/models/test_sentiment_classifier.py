import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score
from word_data import labelled_texts

from keras_seqzoo.models import Task, build
from keras_seqzoo.models.sentiment_bilstm import POOLINGS
from keras_seqzoo.models.sentiment_classifier import SentimentClassifier

SIZES = {"embedding_dim": 8, "units": 6, "input_dropout": 0.1, "dropout": 0.1}
TRAIN = labelled_texts(120, seed=1)
DEV = labelled_texts(40, seed=2)


@pytest.fixture(scope="module")
def classifier():
    classifier = SentimentClassifier.from_examples(TRAIN, seed=1, **SIZES)
    classifier.fit(TRAIN, DEV, epochs=8, learning_rate=0.03, batch_size=16, verbose=0)
    return classifier


def test_training_learns_the_labels(classifier):
    assert classifier.config.labels == ("bad", "good", "plain")
    assert classifier.evaluate(DEV)["accuracy"] > 0.95
    assert classifier.classify("a dreadful film").label == "bad"


def test_accuracy_is_that_of_scikit_learn(classifier):
    labels = [label for label, _ in reversed(DEV)]
    texts = [text for _, text in DEV]
    expected = accuracy_score(labels, classifier.predict(texts))
    pairs = list(zip(labels, texts, strict=True))
    assert classifier.evaluate(pairs)["accuracy"] == pytest.approx(expected)


def test_probabilities_are_of_all_labels_and_sum_to_one(classifier):
    answer = classifier.classify("a splendid film")
    assert list(answer.probabilities) == ["bad", "good", "plain"]
    assert sum(answer.probabilities.values()) == pytest.approx(1, abs=1e-6)
    assert answer.probability == max(answer.probabilities.values())
    assert answer.probabilities[answer.label] == answer.probability


def test_every_kind_of_input_gets_the_same_answers(classifier):
    texts = ["a splendid film", "", "dreadful"]
    answers = classifier.classify(texts)
    streamed = classifier.classify(iter(texts))
    assert not isinstance(streamed, list)
    assert list(streamed) == answers
    assert [classifier.classify(text).label for text in texts] == [
        answer.label for answer in answers
    ]


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_unicode_gets_an_answer(classifier, texts):
    for answer in classifier.classify(texts):
        assert 1 / 3 <= answer.probability <= 1


@pytest.mark.parametrize("text", ["\x00", "a" * 100_000, "good " * 20_000, "\ud800"])
def test_odd_texts_get_an_answer(classifier, text):
    assert classifier.classify(text).label in classifier.config.labels


def test_a_preset_gives_the_same_answers(classifier, tmp_path):
    classifier.save_to_preset(tmp_path / "sentiment_bilstm.toy")
    loaded = Task.from_preset(tmp_path / "sentiment_bilstm.toy")
    texts = [text for _, text in DEV[:8]]
    for mine, theirs in zip(
        classifier.classify(texts), loaded.classify(texts), strict=True
    ):
        assert mine.label == theirs.label
        assert mine.probability == pytest.approx(theirs.probability, abs=5e-3)


@pytest.mark.parametrize("train", [[("good", "a"), ("good", "b")], []])
def test_fewer_than_two_labels_are_refused(train):
    with pytest.raises(ValueError, match="at least"):
        SentimentClassifier.from_examples(train, **SIZES)


def test_a_single_label_is_refused_when_training_goes_on(classifier):
    with pytest.raises(ValueError, match="at least two labels"):
        classifier.fit([("good", "a")], verbose=0)


def test_an_unknown_label_is_named(classifier):
    with pytest.raises(ValueError, match="'awful'"):
        classifier.fit([("awful", "a"), ("good", "b")], verbose=0)


@pytest.mark.parametrize("pooling", POOLINGS)
def test_padding_on_the_right_changes_nothing(pooling):
    network = build("sentiment_bilstm", vocabulary_size=20, num_trained_words=9,
                    embedding_dim=4, units=3, pooling=pooling)  # fmt: skip
    rng = np.random.default_rng(0)
    for weight in network.trainable_weights:
        weight.assign(rng.normal(0, 0.5, weight.shape))
    words = rng.integers(1, 20, (3, 6)).astype("int32")
    alone = network.predict_on_batch({"words": words})
    longer = network.predict_on_batch({"words": np.pad(words, [(0, 0), (0, 5)])})
    np.testing.assert_allclose(longer, alone, atol=1e-6)
