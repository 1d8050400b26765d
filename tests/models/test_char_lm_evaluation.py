"""Scores of whole texts and of documents."""

import math

import numpy as np
import pytest
from char_lm_cases import TEXT

from keras_seqzoo.training import evaluation
from keras_seqzoo.training.evaluation import perplexity, running_log_probabilities


def test_documents_are_scored_from_the_start_of_each(document_lm):
    documents = ["ab", "b", "", "abba"] * 20
    scores = document_lm.evaluate(documents, num_windows=2, length=9)
    parts = [document_lm.preprocessor.encode_documents([x]) for x in documents]
    total = 0.0
    for ids in parts:
        inputs = np.insert(ids, 0, document_lm.preprocessor.start_id)
        total += running_log_probabilities(document_lm.network, inputs).sum()
    mean = -total / sum(map(len, parts))
    assert scores["nats_per_char_documents"] == pytest.approx(mean, abs=1e-5)
    assert document_lm.evaluate("\n".join(documents), 2, 9) == scores


def test_long_documents_are_scored_in_blocks(document_lm, monkeypatch):
    documents = ["ab" * 40, "b", "abba" * 9]
    whole = document_lm.evaluate(documents, 2, 9)["nats_per_char_documents"]
    monkeypatch.setattr(evaluation, "MOST_LOGITS", 1)
    blocks = document_lm.evaluate(documents, 2, 9)["nats_per_char_documents"]
    assert blocks == pytest.approx(whole, abs=1e-5)


def test_a_model_of_running_text_takes_no_documents(lm):
    with pytest.raises(ValueError, match="one of running text"):
        lm.evaluate(["the", "cat"])


def test_evaluate_counts_unknown_characters(lm):
    scores = lm.evaluate("the \u4f60\u597d!" * 20, num_windows=4, length=20)
    assert scores["unknown_share"] == pytest.approx(3 / 7)


def test_evaluate_refuses_a_text_shorter_than_a_window(lm):
    with pytest.raises(ValueError, match="more than `length` = 256 tokens"):
        lm.evaluate("short\n")


@pytest.mark.parametrize(
    "name, value", [("num_windows", 0), ("length", 1.5), ("seed", -1)]
)
def test_evaluate_names_a_wrong_argument(lm, name, value):
    with pytest.raises(ValueError, match=f"`{name}` must be an integer"):
        lm.evaluate(TEXT, **{"num_windows": 2, "length": 9, name: value})


def test_the_perplexity_of_a_hopeless_model_is_infinite():
    assert perplexity(800.0) == math.inf
    assert perplexity(math.log(5)) == pytest.approx(5)
