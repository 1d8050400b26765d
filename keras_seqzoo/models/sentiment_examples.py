"""Labelled and rated texts as the classifier learns from them."""

import math
import os
import re
from collections.abc import Iterable

import numpy as np

from keras_seqzoo.data import read_labelled
from keras_seqzoo.data.errors import UnusableData
from keras_seqzoo.text.tokens import words_of

SEVERAL = re.compile(r"\s*[,;|]\s*")
SEVERAL_AT_ONCE = (list, tuple, set, frozenset, dict, np.ndarray)


def read_examples(source, name):
    """Returns a list of `(label, text)`.

    Args:
        source: Path of a file of lines `label<TAB>text`, or an iterable of
            `(label, text)`.
        name: Name of the argument, for messages.

    Raises:
        TypeError: If `source` is neither, or a text is no `str`.
        ValueError: If it holds no example, or one with several labels.
    """
    if isinstance(source, (str, os.PathLike)):
        source = read_labelled(source)
    elif not isinstance(source, Iterable):
        raise TypeError(
            f"`{name}` must be a path or an iterable of (label, text). "
            f"Received: {type(source).__name__}"
        )
    examples = [example(pair, name, i) for i, pair in enumerate(source)]
    if not examples:
        raise UnusableData(f"`{name}` must hold at least one example. Received none.")
    return examples


def example(pair, name, number):
    """Returns a checked pair of a label and a text, both `str`."""
    if not isinstance(pair, (tuple, list)) or len(pair) != 2:
        raise TypeError(
            f"`{name}` must hold pairs (label, text). "
            f"Received: example {number}: {pair!r:.60}"
        )
    label, text = pair
    if not isinstance(text, str):
        raise TypeError(
            f"`{name}` must hold texts of type str. Received: example {number} of type "
            f"{type(text).__name__}"
        )
    if label is None or isinstance(label, SEVERAL_AT_ONCE):
        raise UnusableData(several(label, f"example {number} of `{name}`"))
    return written(label, name, number), text


def written(label, name, number):
    """Returns a label as a `str` without spaces around it."""
    known = isinstance(label, (str, int, np.integer, np.bool_))
    if (known or is_finite(label)) and (text := str(label).strip()):
        return text
    raise UnusableData(
        "Each label must be a str that is not empty, or a finite number. "
        f"Received: {label!r} in example {number} of `{name}`"
    )


def is_finite(value):
    return isinstance(value, (float, np.floating)) and math.isfinite(value)


def several(label, place):
    return (
        f"Each text must have exactly one label. Received: {label!r} in {place}. Keep "
        "one label, or train one classifier (this label or not) for each of them."
    )


def label_inventory(examples):
    """Returns the sorted labels of the examples.

    Raises:
        UnusableData: If there is only one, or one is a list of others, such as `"a,b"`.
    """
    known = {label for label, _ in examples}
    for label in sorted(known):
        parts = SEVERAL.split(label)
        if len(parts) > 1 and known.issuperset(parts):
            raise UnusableData(several(label, "the training data"))
    if len(known) < 2:
        raise UnusableData(
            "The training data must hold at least two labels. "
            f"Received only {next(iter(known))!r}. Check the column of the labels."
        )
    return tuple(sorted(known))


def check_labels(examples, labels):
    """Checks that every label of the examples is known.

    Raises:
        UnusableData: If one is not.
    """
    known = set(labels)
    for number, (label, text) in enumerate(examples, 1):
        if label not in known:
            raise UnusableData(
                f"The data hold the label {label!r}, which the model does not know, at "
                f"example {number}: {text[:40]!r}. It knows: "
                f"{', '.join(map(repr, labels))}. Mend the label, or make a classifier "
                "for the new ones by `transfer`."
            )


def ratings_of(examples):
    """Returns the labels as numbers.

    Raises:
        UnusableData: If one is no finite number.
    """
    return [number(label, text) for label, text in examples]


def number(label, text):
    try:
        value = float(label)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise UnusableData(
            f"Ratings must be finite numbers. Received: {label!r} for the text "
            f"{text[:40]!r}"
        )
    return value


def sentences_of(examples, limit=None):
    """Returns the words of each example; equal words are one object in memory."""
    known: dict = {}
    return [
        [known.setdefault(word, word) for word in words_of(text, limit)]
        for _, text in examples
    ]
