"""What is trained on and scored: classes, weights, smoothing, ratings."""

import numpy as np
import pytest
from scipy.stats import pearsonr
from sklearn.metrics import f1_score
from sklearn.utils.class_weight import compute_class_weight
from word_data import labelled_texts

from keras_seqzoo.models import Task
from keras_seqzoo.models.sentiment_classifier import SentimentClassifier
from keras_seqzoo.models.sentiment_heads import Classes, macro_f1
from keras_seqzoo.models.sentiment_plan import (
    ClassifierPlan,
    DiscriminativeAdamW,
    layer_factors,
)

SIZES = {"embedding_dim": 8, "units": 6, "input_dropout": 0.1, "dropout": 0.1}
STARS = {"bad": 1.0, "plain": 3.0, "good": 5.0}
RARE = [("a", "x")] * 6 + [("b", "y")] * 3 + [("c", "z")]


def rated(count, seed):
    return [(STARS[label], text) for label, text in labelled_texts(count, seed)]


@pytest.fixture(scope="module")
def rater():
    rater = SentimentClassifier.from_ratings(rated(120, 1), seed=1, **SIZES)
    rater.fit(rated(120, 1), epochs=8, learning_rate=0.03, batch_size=16, verbose=0)
    return rater


def test_smoothed_targets_sum_to_one():
    targets = Classes(("a", "b", "c")).targets(
        RARE, ClassifierPlan(label_smoothing=0.3)
    )
    np.testing.assert_allclose(targets[0], [0.8, 0.1, 0.1], rtol=1e-6)
    np.testing.assert_allclose(targets.sum(axis=1), 1, rtol=1e-6)


def test_balanced_weights_are_those_of_scikit_learn():
    plan = ClassifierPlan(class_weights="balanced")
    targets = Classes(("a", "b", "c")).targets(RARE, plan)
    labels = np.array([label for label, _ in RARE])
    expected = compute_class_weight("balanced", classes=np.unique(labels), y=labels)
    np.testing.assert_allclose(targets[[0, 6, 9]].diagonal(), expected, rtol=1e-6)


def test_macro_f1_is_that_of_scikit_learn():
    true, found = np.random.default_rng(0).integers(0, 4, (2, 50))
    expected = f1_score(true, found, average="macro")
    assert macro_f1(true, found) == pytest.approx(expected)


def test_balanced_classes_are_kept_by_macro_f1():
    head, scores = Classes(("a", "b")), {"accuracy": 0.9, "macro_f1": 0.4}
    assert head.main_score(scores, ClassifierPlan()) == 0.9
    assert head.main_score(scores, ClassifierPlan(class_weights="balanced")) == 0.4


def test_ratings_are_learned(rater):
    dev = rated(40, 2)
    scores = rater.evaluate(dev)
    found = rater.rate([text for _, text in dev])
    stars = np.array([label for label, _ in dev])
    assert scores["correlation"] == pytest.approx(pearsonr(stars, found)[0], abs=1e-5)
    assert scores["correlation"] > 0.9
    assert scores["mean_absolute_error"] == pytest.approx(np.abs(stars - found).mean())
    assert rater.predict(["a dreadful film"]) == [rater.rate("a dreadful film")]


def test_what_speaks_for_a_high_rating(rater):
    for method in ("gradient", "occlusion"):
        words = rater.explain("a splendid film", method).words
        assert max(words, key=lambda word: word.score).text == "splendid"


def test_a_preset_of_ratings_gives_the_same_answers(rater, tmp_path):
    loaded = Task.from_preset(rater.save_to_preset(tmp_path / "sentiment_bilstm.stars"))
    assert loaded.rate("dreadful") == pytest.approx(rater.rate("dreadful"), abs=5e-3)


def test_numbers_are_no_labels(rater):
    with pytest.raises(ValueError, match="numbers, not labels. Use `rate`"):
        rater.classify("a")
    with pytest.raises(ValueError, match="numbers, not labels"):
        rater.calibrate(rated(4, 1))


@pytest.mark.parametrize(
    ("train", "message"),
    [
        ([("five", "a"), ("1", "b")], "Received: 'five' for the text 'a'"),
        ([("nan", "a"), ("1", "b")], "finite"),
        ([(2, "a"), (2.0, "b")], "at least two ratings"),
    ],
)
def test_ratings_that_are_refused(train, message):
    with pytest.raises(ValueError, match=message):
        SentimentClassifier.from_ratings(train)


def test_the_rate_falls_from_layer_to_layer(rater):
    network = rater.network
    factors = layer_factors(network, 0.5)
    named = {path.split("/")[0]: factor for path, factor in factors.items()}
    assert sorted(named.values()) == [0.25, 0.5]
    assert named["corrections"] == 0.25
    probes = [v for v in network.trainable_variables if v.path.endswith("kernel")]
    optimizer = DiscriminativeAdamW(factors, learning_rate=0.1, weight_decay=0)
    before = [probe.numpy() for probe in probes]
    optimizer.apply([np.ones(probe.shape, "float32") for probe in probes], probes)
    for probe, old in zip(probes, before, strict=True):
        step = 0.1 * factors.get(probe.path, 1.0)
        np.testing.assert_allclose(old - probe.numpy(), step, rtol=1e-3)
        probe.assign(old)
