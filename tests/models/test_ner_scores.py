"""Scores of a tagger, its errors and how sure it is."""

import keras
import pytest
from ner_cases import DEV
from seqeval.metrics import f1_score, precision_score, recall_score

from keras_seqzoo.hub.pictures import pictures
from keras_seqzoo.models.ner_tagger import NERTagger


def test_scores_are_those_of_seqeval(tagger):
    gold = [words_tags[1] for words_tags in DEV]
    shuffled = [(words[::-1], tags) for words, tags in DEV]
    predicted = tagger.predict([words for words, _ in shuffled])
    scores = tagger.evaluate(shuffled)
    assert scores["f1"] == pytest.approx(f1_score(gold, predicted))
    assert scores["precision"] == pytest.approx(precision_score(gold, predicted))
    assert scores["recall"] == pytest.approx(recall_score(gold, predicted))


def test_labels_unseen_in_training_count_as_missed(tagger):
    scores = tagger.evaluate([(["Ada", "met", "Oslo"], ["B-PER", "O", "B-GPE"])])
    assert scores["recall"] == 0.5


def test_a_span_that_a_cut_splits_is_missed(tagger, monkeypatch):
    monkeypatch.setattr("keras_seqzoo.text.cuts.cut.__defaults__", (3,))
    examples = [(["painted", "by", "Grace", "Ada"], ["O", "O", "B-PER", "I-PER"])]
    assert tagger.evaluate(examples)["f1"] == 0


def test_long_training_sentences_are_cut(tagger):
    words, tags = ["Ada"] * 700, ["B-PER"] * 700
    assert len(tagger.predict([words])[0]) == 700
    assert set(tagger.evaluate([(words, tags)])) == {"f1", "precision", "recall"}


def test_the_report_tells_errors_and_how_sure_the_tagger_is(tagger):
    wrong = [(["Ada", "met", "Oslo", "."], ["O", "O", "B-PER", "O"])] * 2
    report = tagger.report([*DEV, *wrong])
    assert report["errors"][:2] == [
        {"text": "Ada", "true": "O", "predicted": "PER", "count": 2},
        {"text": "Oslo", "true": "PER", "predicted": "LOC", "count": 2},
    ]
    assert report["confusion"]["labels"] == ["O", "LOC", "PER"]
    assert report["confusion"]["counts"][2][1] == 2
    assert 0 < report["reliability"]["error"] < 0.3
    assert set(pictures(report)) == {"confusion.svg", "reliability.svg"}


def test_calibration_undoes_scores_that_are_too_large(tagger):
    """Noise in the tags, so that no finite scale of the scores is too small."""
    noisy = [(w, ["O"] * len(w) if i % 4 == 0 else t) for i, (w, t) in enumerate(DEV)]
    sharp = NERTagger(
        tagger.architecture,
        tagger.config,
        tagger.preprocessor,
        keras.models.clone_model(tagger.network),
    )
    sharp.network.set_weights(tagger.network.get_weights())
    first, again = sharp.calibrate(noisy), sharp.calibrate(noisy)
    assert 1.2 < first < 10
    assert again == pytest.approx(1, abs=0.01)
    assert sharp.predict([w for w, _ in DEV]) == tagger.predict([w for w, _ in DEV])
    errors = [t.report(noisy)["reliability"]["error"] for t in (tagger, sharp)]
    assert errors[1] < errors[0]
