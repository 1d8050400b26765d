"""Precision, recall and F1 of labelled spans."""

from collections import Counter
from typing import NamedTuple

from keras_seqzoo.text.tag_schemes import spans


class SpanScores(NamedTuple):
    """Scores of predicted spans against true ones.

    Args:
        precision: Share of the predicted spans that are true, 0 without any.
        recall: Share of the true spans that are predicted, 0 without any.
        f1: Harmonic mean of both.
        per_type: `{label: SpanScores}` in the order of the labels.
        support: Number of true spans.
    """

    precision: float
    recall: float
    f1: float
    per_type: dict
    support: int


def span_scores(true_tags, predicted_tags):
    r"""Exact-match scores of the spans in two lists of tag sequences.

    $$P = \frac{correct}{predicted} \qquad R = \frac{correct}{true} \qquad
      F_1 = \frac{2PR}{P + R}$$

    Overall scores count all spans alike (micro average). Spans are those of
    `conlleval`; the schemes of both sides may differ.

    Args:
        true_tags: List of tag sequences.
        predicted_tags: List of tag sequences of the same lengths.

    Returns:
        `SpanScores`.

    Raises:
        ValueError: If the lengths differ.

    Example:

    >>> span_scores([["B-PER", "I-PER", "O"]], [["B-PER", "O", "S-LOC"]]).f1
    0.0

    Reference: Tjong Kim Sang & De Meulder (2003), `conlleval`.
    """
    check_lengths(true_tags, predicted_tags)
    true, predicted = located_spans(true_tags), located_spans(predicted_tags)
    counts = [count_labels(s) for s in (true & predicted, predicted, true)]
    labels = sorted(counts[1] | counts[2])
    per_type = {label: scores(*(c[label] for c in counts), {}) for label in labels}
    return scores(*(c.total() for c in counts), per_type)


def located_spans(sequences):
    """Set of `(sequence, label, start, end)`."""
    return {(i, *span) for i, tags in enumerate(sequences) for span in spans(tags)}


def count_labels(located):
    return Counter(label for _, label, _, _ in located)


def scores(correct, predicted, true, per_type):
    precision = correct / predicted if predicted else 0.0
    recall = correct / true if true else 0.0
    f1 = 2 * precision * recall / (precision + recall) if correct else 0.0
    return SpanScores(precision, recall, f1, per_type, true)


def check_lengths(true_tags, predicted_tags):
    lengths = [[len(tags) for tags in side] for side in (true_tags, predicted_tags)]
    if lengths[0] == lengths[1]:
        return
    if len(lengths[0]) != len(lengths[1]):
        raise ValueError(
            "`true_tags` and `predicted_tags` must have one entry for each sequence. "
            f"Received: {len(lengths[0])} and {len(lengths[1])} sequences"
        )
    i = next(i for i, (a, b) in enumerate(zip(*lengths, strict=True)) if a != b)
    raise ValueError(
        "`true_tags` and `predicted_tags` must have a tag for each token. Received: "
        f"{lengths[0][i]} and {lengths[1][i]} tags in sequence {i}"
    )
