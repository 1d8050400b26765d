import dataclasses

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score
from word_data import labelled_texts

from keras_seqzoo.models import Task, build, from_dict, to_dict
from keras_seqzoo.models.sentiment_bilstm import (
    ENCODERS,
    POOLINGS,
    SentimentBiLSTMConfig,
)
from keras_seqzoo.models.sentiment_classifier import SentimentClassifier

SIZES = {"embedding_dim": 8, "units": 6, "input_dropout": 0.1, "dropout": 0.1}
ADDED = {"bigram_rows", "encoder", "max_words", "rating_mean", "rating_scale"}
TRAIN = labelled_texts(120, seed=1)
DEV = labelled_texts(40, seed=2)


def ascii_name(text):
    return ascii(text[:8])


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


ODD = ["\x00", "a" * 100_000, "good " * 5_000, "\ud800", "<br /><b>x</b>", "\U0001f600"]
ODD += [
    "\u5f88\u597d\u7684\u7535\u5f71",
    "\u0641\u064a\u0644\u0645 \u0631\u0627\u0626\u0639",
    "",
]


@pytest.mark.parametrize("text", ODD, ids=ascii_name)
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


def test_a_label_that_was_never_seen_is_named_in_an_evaluation(classifier):
    with pytest.raises(ValueError, match="'awful'.*It knows: 'bad', 'good', 'plain'"):
        classifier.evaluate([("awful", "a")])


MULTI = [
    [(["good", "bad"], "a"), ("good", "b")],
    [(None, "a"), ("good", "b")],
    [("good", "a"), ("bad", "b"), ("good,bad", "c")],
    [("good", "a"), ("bad", "b"), ("good | bad", "c")],
]


@pytest.mark.parametrize("train", MULTI)
def test_several_labels_of_a_text_are_refused(train):
    with pytest.raises(ValueError, match="exactly one label.*Keep one label"):
        SentimentClassifier.from_examples(train, **SIZES)


def test_a_label_with_a_comma_is_fine_if_its_parts_are_none():
    train = [("good, in a way", "a"), ("bad", "b")]
    classifier = SentimentClassifier.from_examples(train, **SIZES)
    assert classifier.config.labels == ("bad", "good, in a way")


def test_text_of_another_type_is_named():
    with pytest.raises(TypeError, match="example 1 of type float"):
        SentimentClassifier.from_examples([("a", "b"), ("b", 1.5)])


def test_a_long_text_is_read_to_its_end(classifier):
    filled = "a film " * 1500
    end = classifier.classify(f"{filled} splendid").probabilities
    assert end != classifier.classify(f"{filled} dreadful").probabilities


def test_words_behind_the_limit_change_nothing(classifier):
    config = dataclasses.replace(classifier.config, max_words=2)
    parts = classifier.preprocessor, classifier.network
    limited = SentimentClassifier("sentiment_bilstm", config, *parts)
    assert limited.classify("a film dreadful") == limited.classify("a film")


def test_a_preset_from_before_has_the_settings_it_lacks():
    now = SentimentBiLSTMConfig()
    before = {k: v for k, v in to_dict(now).items() if k not in ADDED}
    assert from_dict(SentimentBiLSTMConfig, before) == now


PAIRS = list(zip([*POOLINGS, "max"], ENCODERS, strict=True))


@pytest.mark.parametrize(("pooling", "encoder"), PAIRS)
def test_padding_on_the_right_changes_nothing(pooling, encoder):
    sizes = {"vocabulary_size": 20, "num_trained_words": 9, "embedding_dim": 4}
    network = build(
        "sentiment_bilstm", units=3, pooling=pooling, encoder=encoder, **sizes
    )
    rng = np.random.default_rng(0)
    for weight in network.trainable_weights:
        weight.assign(rng.normal(0, 0.5, weight.shape))
    words = rng.integers(1, 20, (3, 6)).astype("int32")
    alone = network.predict_on_batch({"words": words})
    longer = network.predict_on_batch({"words": np.pad(words, [(0, 0), (0, 5)])})
    np.testing.assert_allclose(longer, alone, atol=1e-6)
