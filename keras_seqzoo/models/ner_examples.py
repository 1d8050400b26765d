"""Tagged sentences as the tagger learns from them."""

import os
from collections.abc import Iterable

import numpy as np

from keras_seqzoo.data import Sentence, read_conll
from keras_seqzoo.runtime.spans import cut
from keras_seqzoo.text import tag_schemes

PREFIXES = {"iobes": "BIES", "iob2": "BI"}


def read_examples(source, name):
    """Returns a list of `Sentence(words, IOB2 tags)` of at most 256 words.

    Args:
        source: Path of a CoNLL file, or an iterable of `(words, tags)`.
        name: Name of the argument, for messages.

    Raises:
        TypeError: If `source` is neither.
        ValueError: If it holds no sentence, or words and tags differ in number.
    """
    if isinstance(source, (str, os.PathLike)):
        source = read_conll(source)
    elif not isinstance(source, Iterable):
        raise TypeError(
            f"`{name}` must be a path or an iterable of (words, tags). "
            f"Received: {type(source).__name__}"
        )
    examples = [part for words, tags in source for part in parts(words, tags, name)]
    if not examples:
        raise ValueError(f"`{name}` must hold at least one sentence. Received none.")
    return examples


def parts(words, tags, name):
    """Yields a sentence in parts of at most 256 words."""
    if len(words) != len(tags):
        raise ValueError(
            f"`{name}` must have one tag a word. Received: {len(words)} words and "
            f"{len(tags)} tags in the sentence {list(words)[:8]!r}"
        )
    for start, stop in cut(len(words)):
        yield Sentence(list(words[start:stop]), list(tags[start:stop]))


def tag_inventory(examples, scheme="iobes"):
    """Returns the tags of a scheme for all labels of the examples, `"O"` first.

    Raises:
        ValueError: If no example has an entity.
    """
    labels = sorted(
        {label for e in examples for label, _, _ in tag_schemes.spans(e.tags)}
    )
    if not labels:
        raise ValueError(
            "The training data must hold at least one entity: all tags are 'O'. "
            "Check the column of the tags."
        )
    return (
        "O",
        *(f"{prefix}-{label}" for label in labels for prefix in PREFIXES[scheme]),
    )


def tag_ids(examples, tags, scheme="iobes"):
    """Returns an int32 array of the ids of tags in a scheme for each example.

    Raises:
        ValueError: If a label is not among `tags`.
    """
    index = {tag: i for i, tag in enumerate(tags)}
    encoded = []
    for example in examples:
        spans = tag_schemes.spans(example.tags)
        wanted = tag_schemes.tags_from_spans(spans, len(example.tags), scheme)
        unknown = next((tag for tag in wanted if tag not in index), None)
        if unknown is not None:
            raise ValueError(
                f"The training data hold the tag {unknown!r}, which the model does not "
                f"know. It knows: {', '.join(tags)}."
            )
        encoded.append(np.array([index[tag] for tag in wanted], np.int32))
    return encoded
