"""Labelled texts as the classifier learns from them."""

import os
from collections.abc import Iterable

from keras_seqzoo.data import read_labelled
from keras_seqzoo.text import tokenize

MAX_WORDS = 512


def read_examples(source, name):
    """Returns a list of `(label, text)`.

    Args:
        source: Path of a file of lines `label<TAB>text`, or an iterable of
            `(label, text)`.
        name: Name of the argument, for messages.

    Raises:
        TypeError: If `source` is neither.
        ValueError: If it holds no example.
    """
    if isinstance(source, (str, os.PathLike)):
        source = read_labelled(source)
    elif not isinstance(source, Iterable):
        raise TypeError(
            f"`{name}` must be a path or an iterable of (label, text). "
            f"Received: {type(source).__name__}"
        )
    examples = [(str(label), text) for label, text in source]
    if not examples:
        raise ValueError(f"`{name}` must hold at least one example. Received none.")
    return examples


def label_inventory(examples):
    """Returns the sorted labels of the examples.

    Raises:
        ValueError: If there is only one.
    """
    labels = tuple(sorted({label for label, _ in examples}))
    if len(labels) < 2:
        raise ValueError(
            "The training data must hold at least two labels. "
            f"Received only {labels[0]!r}."
        )
    return labels


def check_labels(examples, labels):
    """Checks that every label of the examples is known."""
    unknown = sorted({label for label, _ in examples} - set(labels))
    if unknown:
        raise ValueError(
            f"The data hold the label {unknown[0]!r}, which the model does not know. "
            f"It knows: {', '.join(map(repr, labels))}."
        )


def words_of(text):
    """Returns the first `MAX_WORDS` words of a text, one empty word if it has none."""
    return [token.text for token in tokenize(text)[:MAX_WORDS]] or [""]
