"""Which spans are taken for which, and what goes wrong most often."""

from collections import Counter

from keras_seqzoo.text.tag_schemes import spans
from keras_seqzoo.training.span_f1 import check_lengths

OUTSIDE = "O"


def span_errors(words, true_tags, predicted_tags, most=20):
    """Confusion of the types of spans and the most frequent errors.

    A true span is found as the type of the predicted span with the same bounds, as `O`
    if there is none; a predicted span without a true one of its bounds was truly `O`.

    Args:
        words: List of lists of words.
        true_tags: List of tag sequences of the same lengths.
        predicted_tags: The same.
        most: Number of different errors to return.

    Returns:
        `{"confusion": {"labels", "counts"}, "errors": [{"text", "true", "predicted",
        "count"}, ...]}`; rows of `counts` are true types.

    Raises:
        ValueError: If the lengths differ.

    Example:

    >>> report = span_errors([["Paris"]], [["B-PER"]], [["B-LOC"]])
    >>> report["errors"]
    [{'text': 'Paris', 'true': 'PER', 'predicted': 'LOC', 'count': 1}]
    """
    check_lengths(words, true_tags)
    check_lengths(true_tags, predicted_tags)
    pairs, wrong = Counter(), Counter()
    for sentence, true, predicted in zip(words, true_tags, predicted_tags, strict=True):
        for (start, end), labels in matched(spans(true), spans(predicted)).items():
            pairs[labels] += 1
            if labels[0] != labels[1]:
                wrong[" ".join(sentence[start:end]), *labels] += 1
    return {
        "confusion": table(pairs),
        "errors": [
            {"text": text, "true": true, "predicted": predicted, "count": count}
            for (text, true, predicted), count in ordered(wrong)[:most]
        ],
    }


def matched(true, predicted):
    """Returns `{(start, end): (true label, predicted label)}`."""
    sides = [{span[1:]: span[0] for span in side} for side in (true, predicted)]
    return {
        bounds: tuple(side.get(bounds, OUTSIDE) for side in sides)
        for bounds in sorted(sides[0].keys() | sides[1].keys())
    }


def table(pairs):
    labels = [OUTSIDE, *sorted({label for pair in pairs for label in pair} - {OUTSIDE})]
    return {
        "labels": labels,
        "counts": [[pairs[row, column] for column in labels] for row in labels],
    }


def ordered(counter):
    """Most frequent first, ties by content."""
    return sorted(counter.items(), key=lambda item: (-item[1], item[0]))
