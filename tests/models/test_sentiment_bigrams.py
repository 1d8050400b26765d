import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.naive_bayes import MultinomialNB
from word_data import labelled_texts

from keras_seqzoo.models import build
from keras_seqzoo.models.bigram_evidence import (
    RATE,
    START,
    epochs_of,
    evidence,
    ratios_of,
    shares,
)
from keras_seqzoo.models.sentiment_bigrams import best_share, rows_of_texts
from keras_seqzoo.models.sentiment_bilstm import EVIDENCE
from keras_seqzoo.models.sentiment_classifier import SentimentClassifier
from keras_seqzoo.models.sentiment_documents import Documents
from keras_seqzoo.models.sentiment_examples import sentences_of
from keras_seqzoo.models.sentiment_transfer import encoder_of
from keras_seqzoo.text.bigrams import bigram_rows
from keras_seqzoo.text.tokens import words_of

ROWS, CLASSES = 40, 3
RANDOM = np.random.default_rng(0)
TEXTS = [np.unique(RANDOM.integers(1, ROWS, n)) for n in RANDOM.integers(0, 9, 30)]
LABELS = RANDOM.integers(0, CLASSES, len(TEXTS))
TARGETS = np.eye(CLASSES)[LABELS]
TABLE = RANDOM.normal(size=(ROWS, CLASSES))
PRESENT = np.array([np.isin(np.arange(ROWS), rows) for rows in TEXTS], float)
SIZES = {"embedding_dim": 6, "units": 4, "bigram_rows": 512}
TRAIN, DEV = labelled_texts(90, seed=1), labelled_texts(40, seed=2)


@pytest.fixture(scope="module")
def classifier():
    classifier = SentimentClassifier.from_examples(TRAIN, **SIZES)
    classifier.fit(TRAIN, DEV, epochs=2, batch_size=16, verbose=0)
    return classifier


def table_of(classifier):
    (table,) = classifier.network.get_layer(EVIDENCE).get_weights()
    return table


def test_ratios_are_those_of_naive_bayes():
    bayes = MultinomialNB(fit_prior=False).fit(csr_matrix(PRESENT), LABELS)
    logs = bayes.feature_log_prob_.T
    expected = logs - logs.mean(axis=1, keepdims=True)
    np.testing.assert_allclose(ratios_of(TEXTS, TARGETS, ROWS), expected, atol=1e-12)


def test_training_is_adagrad_on_the_scaled_features():
    """With dense matrices and a gradient by the chain rule."""
    ratios = ratios_of(TEXTS, TARGETS, ROWS)
    weights = np.full((ROWS, CLASSES), START)
    squares, random = np.full_like(weights, 0.01), np.random.default_rng(5)
    for table in epochs_of(TEXTS, TARGETS, ROWS, seed=5):
        order = random.permutation(len(TEXTS))
        logits = PRESENT[order] @ (ratios * weights)
        odds = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
        gradient = PRESENT[order].T @ (odds - TARGETS[order]) / len(order) * ratios
        squares += gradient**2
        weights -= RATE * gradient / np.sqrt(squares)
        np.testing.assert_allclose(table, ratios * weights, rtol=1e-5, atol=1e-7)


def test_evidence_is_the_sum_of_the_rows():
    np.testing.assert_allclose(evidence(TEXTS, TABLE), PRESENT @ TABLE, atol=1e-12)


def test_shares_of_the_words_sum_to_the_evidence():
    words = np.array([5, 6, 5, 6, 9, 0, 0], np.int32)
    rows = np.unique(bigram_rows(words[None], ROWS))
    found = shares(words, TABLE)
    np.testing.assert_allclose(found.sum(axis=0), TABLE[rows[rows > 0]].sum(axis=0))
    assert not found[5:].any()
    own, first = bigram_rows(words[None, :1], ROWS)[0]
    np.testing.assert_allclose(shares(words[:1], TABLE), [TABLE[own] + TABLE[first]])


def test_the_share_is_large_where_the_evidence_is_right_and_zero_where_it_lies():
    logits = RANDOM.normal(size=TARGETS.shape)
    assert best_share(logits, 2 * TARGETS, TARGETS) > 0.9
    assert best_share(4 * TARGETS, logits, TARGETS) < 0.2


def test_bigrams_help_an_encoder_that_has_learnt_little(classifier):
    table = table_of(classifier)
    with_bigrams = classifier.evaluate(DEV)["accuracy"]
    layer = classifier.network.get_layer(EVIDENCE)
    layer.set_weights([np.zeros_like(table)])
    alone = classifier.evaluate(DEV)["accuracy"]
    layer.set_weights([table])
    assert with_bigrams == 1 > alone + 0.2


def test_the_encoder_learns_as_if_it_were_alone(classifier):
    settings = SIZES | {"bigram_rows": 0}
    alone = SentimentClassifier.from_examples(TRAIN, **settings)
    alone.fit(TRAIN, DEV, epochs=2, batch_size=16, verbose=0)
    for mine, theirs in zip(
        encoder_of(classifier.network), encoder_of(alone.network), strict=True
    ):
        for one, other in zip(mine.get_weights(), theirs.get_weights(), strict=True):
            np.testing.assert_allclose(one, other, atol=1e-5)


def test_the_same_training_again_finds_the_same_table(classifier):
    again = SentimentClassifier.from_examples(TRAIN, **SIZES)
    again.fit(TRAIN, DEV, epochs=2, batch_size=16, verbose=0)
    np.testing.assert_allclose(table_of(again), table_of(classifier), atol=1e-4)


def test_without_held_out_data_half_of_the_last_table_is_taken():
    classifier = SentimentClassifier.from_examples(TRAIN, **SIZES)
    classifier.fit(TRAIN, epochs=1, verbose=0)
    layer = classifier.network.get_layer(EVIDENCE)
    rows = rows_of_texts(classifier, sentences_of(TRAIN), layer)
    targets = np.eye(CLASSES)[classifier.head.indices(TRAIN)]
    *_, last = epochs_of(rows, targets, SIZES["bigram_rows"], seed=1)
    np.testing.assert_allclose(table_of(classifier), last / 2, rtol=1e-6)


def test_it_is_saved_and_loaded(classifier, tmp_path):
    classifier.save_to_preset(tmp_path / "preset", licence="MIT")
    loaded = SentimentClassifier.load(tmp_path / "preset")
    texts = [text for _, text in DEV]
    np.testing.assert_allclose(
        loaded.outputs(texts), classifier.outputs(texts), atol=2e-3
    )


def test_a_long_text_in_pieces_has_the_same_answer(classifier, monkeypatch):
    text = "a film " * 20 + "dreadful " + "met saw " * 9
    whole = classifier.outputs([text])
    monkeypatch.setattr("keras_seqzoo.models.sentiment_documents.JIT_COMPILE", False)
    words = classifier.preprocessor.words_of(words_of(text))
    found = [Documents(classifier.network, piece=16).outputs(words)]
    np.testing.assert_allclose(found, whole, rtol=1e-4, atol=1e-6)


def test_calibration_scales_both_sources_and_changes_no_label():
    classifier = SentimentClassifier.from_examples(TRAIN, **SIZES)
    classifier.fit(TRAIN, epochs=1, verbose=0)
    texts = [text for _, text in DEV]
    wrong = [(("bad", "good")[i % 2], text) for i, text in enumerate(texts)]
    before = classifier.predict(texts)
    assert classifier.calibrate(wrong) > 1.1
    assert classifier.predict(texts) == before
    assert classifier.calibrate(wrong) == pytest.approx(1, abs=0.01)


def test_gradient_scores_hold_what_the_bigrams_say(classifier):
    """Without vectors, the slope of the log odds when the table grows."""
    text = "a met dreadful film"
    silent = classifier.transfer(TRAIN, bigram_rows=512)
    for name in ("vectors", "corrections"):
        layer = silent.network.get_layer(name)
        layer.set_weights([np.zeros_like(*layer.get_weights())])
    layer, table = silent.network.get_layer(EVIDENCE), table_of(classifier)

    def odds(factor):
        layer.set_weights([factor * table])
        p = silent.classify(text).probabilities["bad"]
        return np.log(p / (1 - p))

    step = 0.05
    slope = (odds(1 + step) - odds(1 - step)) / (2 * step)
    layer.set_weights([table])
    words = silent.explain(text).words
    assert sum(word.score for word in words) == pytest.approx(slope, rel=0.02)
    assert max(words, key=lambda word: word.score).text == "dreadful"


def test_bigrams_speak_for_labels_not_for_numbers():
    with pytest.raises(ValueError, match="needs labels"):
        build("sentiment_bilstm", labels=(), bigram_rows=9)
    assert build("sentiment_bilstm", **SIZES).count_params() > 512 * 2
