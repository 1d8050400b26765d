"""Span scores against seqeval's classification report."""

import warnings

import conlleval_oracle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seqeval.metrics import classification_report

from keras_seqzoo.training.span_f1 import SpanScores, span_scores

tag = st.one_of(
    st.just("O"),
    st.builds("{}-{}".format, st.sampled_from("BIES"), st.sampled_from(["PER", "LOC"])),
)


@st.composite
def true_and_predicted(draw):
    """Two lists of tag sequences of the same lengths, also malformed ones."""
    lengths = draw(st.lists(st.integers(0, 6), min_size=1, max_size=4))
    sides = [
        [draw(st.lists(tag, min_size=n, max_size=n)) for n in lengths] for _ in range(2)
    ]
    return sides


def check(scores, row):
    assert scores.precision == pytest.approx(row["precision"])
    assert scores.recall == pytest.approx(row["recall"])
    assert scores.f1 == pytest.approx(row["f1-score"])
    assert scores.support == row["support"]


@settings(max_examples=200, deadline=None)
@given(true_and_predicted())
def test_scores_are_those_of_seqeval(case):
    true, predicted = case
    scores = span_scores(true, predicted)
    if not scores.per_type:
        assert scores == SpanScores(0.0, 0.0, 0.0, {}, 0)
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        report = classification_report(
            true, predicted, output_dict=True, zero_division=0
        )
    check(scores, report["micro avg"])
    averages = {"micro avg", "macro avg", "weighted avg"}
    assert list(scores.per_type) == [name for name in report if name not in averages]
    for label, row in scores.per_type.items():
        check(row, report[label])


def to_iob(tags):
    """`E-` as `I-`, `S-` as `B-`: what the old scorer knows."""
    return [t.replace("E-", "I-").replace("S-", "B-") for t in tags]


@settings(max_examples=200, deadline=None)
@given(true_and_predicted())
def test_scores_are_those_of_conlleval(case):
    true, predicted = ([to_iob(tags) for tags in side] for side in case)
    scores = span_scores(true, predicted)
    correct, guessed, gold = conlleval_oracle.counts(true, predicted)
    assert scores.support == gold
    assert scores.precision == (correct / guessed if guessed else 0)
    assert scores.recall == (correct / gold if gold else 0)
    total = guessed + gold
    assert scores.f1 == pytest.approx(2 * correct / total if total else 0)


def test_spans_of_different_sequences_do_not_meet():
    scores = span_scores([["B-X"], ["O"]], [["O"], ["B-X"]])
    assert (scores.precision, scores.recall, scores.f1) == (0.0, 0.0, 0.0)


def test_schemes_may_differ():
    scores = span_scores([["B-X", "I-X", "O", "B-Y"]], [["B-X", "E-X", "O", "S-Y"]])
    assert (scores.f1, scores.support) == (1.0, 2)


def test_nothing_to_find_and_nothing_found():
    assert span_scores([], []) == SpanScores(0.0, 0.0, 0.0, {}, 0)


def test_lengths_must_agree():
    with pytest.raises(ValueError, match="1 and 2 sequences"):
        span_scores([["O"]], [["O"], ["O"]])
    with pytest.raises(ValueError, match="2 and 1 tags in sequence 1"):
        span_scores([["O"], ["O", "O"]], [["O"], ["O"]])
