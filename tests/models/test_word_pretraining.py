import random
from collections import Counter

import numpy as np
import pytest

from keras_seqzoo.models import word_pretraining
from keras_seqzoo.models.sentiment_classifier import SentimentClassifier
from keras_seqzoo.models.word_pretraining import draw_candidates, inputs_of, pieces_of

RANDOM = random.Random(0)
TEXTS = [" ".join([c * 2, c * 3, c * 4, "end"]) for c in RANDOM.choices("abcd", k=120)]
TRAIN = [("1" if "a" in text else "2", text) for text in TEXTS]
COUNTS = np.array(list(Counter(TEXTS).values())) / len(TEXTS)
ENTROPY = -(COUNTS * np.log(COUNTS)).sum() / 6
"""Only the word before `end` cannot be told: one of three in one of two directions."""


def fresh():
    return SentimentClassifier.from_examples(
        TRAIN, embedding_dim=8, units=8, input_dropout=0.0, dropout=0.0
    )


@pytest.fixture(scope="module")
def pretrained(tmp_path_factory):
    classifier, folder = fresh(), tmp_path_factory.mktemp("lm") / "run"
    before = classifier.network.get_weights()
    plan = {"epochs": 12, "learning_rate": 0.05, "average": 0.0, "batch_size": 16}
    history = classifier.pretrain(TEXTS, folder, verbose=0, **plan)
    return classifier, before, history, folder, plan


def test_neighbours_are_told_as_well_as_they_can_be(pretrained):
    losses = [epoch["loss"] for epoch in pretrained[2]]
    assert losses[0] > 1.5
    assert losses[-1] == pytest.approx(ENTROPY, abs=0.04)


def test_vectors_and_encoder_are_trained_and_the_head_is_not(pretrained):
    classifier, before, *_ = pretrained
    for variable, old in zip(classifier.network.weights, before, strict=True):
        changed = np.abs(variable.numpy() - old).max() > 0.05
        fixed = variable.path.startswith(("vectors", "probabilities"))
        assert changed != fixed, variable.path


def test_a_finished_pretraining_is_taken_from_its_folder(pretrained):
    classifier, _, history, folder, plan = pretrained
    again = fresh()
    assert again.pretrain(TEXTS, folder, verbose=0, **plan) == history
    for mine, theirs in zip(
        classifier.network.trainable_variables[:7],
        again.network.trainable_variables[:7],
        strict=True,
    ):
        np.testing.assert_array_equal(mine.numpy(), theirs.numpy())
    with pytest.raises(ValueError, match="other settings or texts"):
        fresh().pretrain(TEXTS[1:], folder, verbose=0, **plan)


def test_texts_without_neighbours_are_refused():
    with pytest.raises(ValueError, match="at least two words"):
        fresh().pretrain(["aa", "unknown words", ""], verbose=0)


def test_each_direction_is_asked_for_its_own_neighbour():
    words = np.array([[2, 3, 4, 0], [4, 9, 2, 3]], np.int32)
    inputs = inputs_of(words, 6, np.random.default_rng(0))
    known = dict(enumerate(inputs["candidates"][0])) | {-1: None}
    told = {
        name: [[known[i] for i in row] for row in inputs[name].tolist()]
        for name in ("following", "preceding")
    }
    assert told["following"] == [[3, 4, None, None], [None, 2, 3, None]]
    assert told["preceding"] == [[None, 2, 3, None], [None, 4, None, 2]]


def test_candidates_are_those_that_occur_and_random_others(monkeypatch):
    monkeypatch.setattr(word_pretraining, "CANDIDATES", 5)
    words = np.array([[7, 7, 8, 1, 0, 50]])
    drawn = draw_candidates(words, 50, np.random.default_rng(0))
    assert drawn[:2].tolist() == [7, 8] and len(set(drawn.tolist())) == 5
    assert drawn.min() >= 2 and drawn.max() < 50
    many = draw_candidates(np.arange(60)[None], 50, np.random.default_rng(0))
    assert len(many) == 5


def test_long_texts_are_cut(pretrained):
    classifier = pretrained[0]
    pieces = pieces_of([["aa"] * 300, ["aa"]], classifier.preprocessor, 20)
    assert [len(piece) for piece in pieces] == [128, 128, 44]


def test_the_network_still_classifies_and_can_be_saved(pretrained, tmp_path):
    classifier = pretrained[0]
    plan = {"epochs": 4, "layer_decay": 0.5, "learning_rate": 0.05, "verbose": 0}
    assert classifier.fit(TRAIN, TRAIN, **plan)[-1]["score"] == 1.0
    classifier.save_to_preset(tmp_path / "sentiment_bilstm.toy")
