import math
from html.parser import HTMLParser

import numpy as np
import pytest
from word_data import labelled_texts

from keras_seqzoo.models.explanation_html import colour, shades
from keras_seqzoo.models.sentiment_classifier import SentimentClassifier
from keras_seqzoo.models.sentiment_explainer import MOST_OCCLUSIONS
from keras_seqzoo.models.sentiment_explanations import (
    Explanation,
    WordScore,
)

TEXT = "a splendid film, saw it"


@pytest.fixture(scope="module")
def classifier():
    """With large random weights, so that every word says something."""
    train = labelled_texts(40, seed=1)
    classifier = SentimentClassifier.from_examples(
        train, embedding_dim=6, units=4, pooling="attention"
    )
    rng = np.random.default_rng(0)
    for variable in classifier.network.trainable_variables:
        variable.assign(rng.normal(0, 0.6, variable.shape))
    return classifier


def odds(classifier, text, label):
    p = classifier.classify(text).probabilities[label]
    return math.log(p) - math.log(1 - p)


@pytest.mark.parametrize("method", ["gradient", "occlusion", "attention"])
def test_words_have_their_places_and_a_score_each(classifier, method):
    explanation = classifier.explain(TEXT, method)
    assert explanation.answer == classifier.classify(TEXT)
    assert all(TEXT[w.start : w.end] == w.text for w in explanation.words)
    assert [w.text for w in explanation.words] == TEXT.replace(",", " ,").split()
    assert len({w.score for w in explanation.words}) > 2


def test_occlusion_is_what_the_answer_loses_without_the_word(classifier):
    explanation = classifier.explain(TEXT, "occlusion")
    words, label = explanation.words, explanation.answer.label
    for i, word in enumerate(words):
        parts = [w.text if j != i else "zzz" for j, w in enumerate(words)]
        lost = odds(classifier, TEXT, label) - odds(classifier, " ".join(parts), label)
        assert word.score == pytest.approx(lost, abs=1e-3)


def test_a_gradient_is_the_slope_of_the_log_odds(classifier):
    """Along each word's own correction, by differences."""
    explanation = classifier.explain("a splendid film")
    scores = [word.score for word in explanation.words]
    vectors = classifier.network.get_layer("vectors")
    corrections = classifier.network.get_layer("corrections")
    table = corrections.get_weights()[0]
    for word, score in zip("a splendid film".split(), scores, strict=True):
        (row,) = classifier.preprocessor.words_of([word])
        direction = np.zeros_like(table)
        direction[row] = table[row] + vectors.get_weights()[0][row]
        values = []
        for step in (0.01, -0.01):
            corrections.set_weights([table + step * direction])
            answer = explanation.answer.label
            values.append(odds(classifier, "a splendid film", answer))
        corrections.set_weights([table])
        assert score == pytest.approx((values[0] - values[1]) / 0.02, abs=0.02)


def test_what_was_explained_can_be_saved(classifier, tmp_path):
    classifier.explain(TEXT)
    classifier.explain(TEXT, "attention")
    folder = classifier.save_to_preset(tmp_path / "sentiment_bilstm.toy")
    loaded = SentimentClassifier.from_preset(folder)
    assert loaded.classify(TEXT).label == classifier.classify(TEXT).label


def test_attention_weights_sum_to_one(classifier):
    words = classifier.explain(TEXT, "attention").words
    assert sum(word.score for word in words) == pytest.approx(1, abs=1e-5)


def test_neighbours_of_a_long_text_are_left_out_together(classifier):
    text = "film " * (2 * MOST_OCCLUSIONS - 2) + "splendid dreadful"
    words = classifier.explain(text, "occlusion").words
    assert len(words) == 2 * MOST_OCCLUSIONS
    assert words[-1].score == words[-2].score != 0


def test_padding_takes_no_share_of_the_last_word(classifier):
    text = "film " * (2 * MOST_OCCLUSIONS) + "dreadful"
    words = classifier.explain(text, "occlusion").words
    assert len(words) == 2 * MOST_OCCLUSIONS + 1
    alone = text.replace("film dreadful", "zzz zzz")
    label = classifier.classify(text).label
    lost = odds(classifier, text, label) - odds(classifier, alone, label)
    assert words[-1].score == words[-2].score == pytest.approx(lost / 2, rel=0.02)
    assert lost


def test_a_text_too_long_to_be_explained_is_refused(classifier):
    with pytest.raises(ValueError, match="at most 8192 words.*8193"):
        classifier.explain("film " * 8193)
    with pytest.raises(TypeError, match="`text` must be a str"):
        classifier.explain(None)


def test_an_empty_text_has_an_answer_and_no_words(classifier):
    for method in ("gradient", "occlusion", "attention"):
        assert classifier.explain("", method).words == ()


def test_what_cannot_be_explained(classifier):
    with pytest.raises(ValueError, match="`method` must be one of 'gradient'"):
        classifier.explain(TEXT, "magic")
    plain = SentimentClassifier.from_examples(
        [("a", "x"), ("b", "y")], embedding_dim=4, units=3
    )
    with pytest.raises(ValueError, match="pooling='attention'"):
        plain.explain(TEXT, "attention")


class Texts(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_data(self, data):
        self.found.append(data)


def test_html_shows_the_text_as_it_is():
    text = "<b>dull</b> & \u5317\u4eac"
    words = (WordScore("dull", 3, 7, -2.0), WordScore("\u5317", 14, 15, 1.0))
    shown = Explanation(text, 3.25, "gradient", words).html()
    parser = Texts()
    parser.feed(shown)
    assert "".join(parser.found).strip() == f"3.25 {text}"
    assert "<b>dull" not in shown and shown.count("<span") == 2


def test_shades_follow_the_scores():
    words = [WordScore("a", 0, 1, s) for s in (0.5, -1.0, 0.0)]
    assert shades(words) == [0.5, -1.0, 0.0]
    assert shades(words[2:]) == [0.0]
    assert colour(0.0) == (255, 255, 255)
    assert colour(1.0)[2] > colour(1.0)[0] and colour(-1.0)[0] > colour(-1.0)[2]
