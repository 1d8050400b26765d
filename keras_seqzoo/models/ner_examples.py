"""Tagged sentences as the tagger learns from them."""

import os
from collections.abc import Iterable

import numpy as np

from keras_seqzoo.data import Sentence, read_conll
from keras_seqzoo.data.errors import UnusableData
from keras_seqzoo.text import tag_schemes
from keras_seqzoo.text.cuts import cut
from keras_seqzoo.text.word_streams import list_of_str

PREFIXES = {"iobes": "BIES", "iob2": "BI"}


def read_examples(source, name):
    """Returns what `read_sentences` does in parts of at most 256 words."""
    return [
        part for sentence in read_sentences(source, name) for part in parts(sentence)
    ]


def read_sentences(source, name):
    """Returns a list of `Sentence(words, IOB2 tags)`.

    Args:
        source: Path of a CoNLL file, or an iterable of `(words, tags)`.
        name: Name of the argument, for messages.

    Raises:
        TypeError: If `source` is neither, or holds something else.
        ValueError: If it holds no sentence, or words and tags differ in number.
    """
    if isinstance(source, (str, os.PathLike)):
        source = read_conll(source)
    elif not isinstance(source, Iterable):
        raise TypeError(
            f"`{name}` must be a path or an iterable of (words, tags). "
            f"Received: {type(source).__name__}"
        )
    examples = [sentence_of(item, name) for item in source]
    if not any(example.words for example in examples):
        raise UnusableData(f"`{name}` must hold at least one sentence. Received none.")
    return examples


def sentence_of(item, name):
    """The `Sentence` of an item of the data, checked."""
    words, tags = pair_of(item, name)
    if len(words) != len(tags):
        raise UnusableData(
            f"`{name}` must have one tag a word. Received: {len(words)} words and "
            f"{len(tags)} tags in the sentence {words[:8]!r}"
        )
    return Sentence(words, tags)


def pair_of(item, name):
    """Two lists of `str` of an item `(words, tags)`."""
    pair = [list_of_str(part) for part in item] if is_pair(item) else [None]
    if None in pair:
        raise TypeError(
            f"`{name}` must hold pairs (list of words, list of tags), all str. "
            f"Received: {item!r:.80}"
        )
    return pair


def is_pair(item):
    return isinstance(item, (list, tuple)) and len(item) == 2


def parts(sentence):
    """A sentence in parts of at most 256 words."""
    words, tags = sentence
    return [Sentence(words[a:b], tags[a:b]) for a, b in cut(words)]


def tag_inventory(examples, scheme="iobes", name="train"):
    """Returns the tags of a scheme for all labels of the examples, `"O"` first.

    Raises:
        UnusableData: If no example has an entity.
    """
    labels = sorted(
        {label for e in examples for label, _, _ in tag_schemes.spans(e.tags)}
    )
    if not labels:
        raise UnusableData(
            f"`{name}` must hold at least one entity: all its tags are 'O'. "
            "Check the column of the tags."
        )
    return (
        "O",
        *(f"{prefix}-{label}" for label in labels for prefix in PREFIXES[scheme]),
    )


def tag_ids(examples, tags, scheme="iobes", name="train"):
    """Returns an int32 array of the ids of tags in a scheme for each example.

    Raises:
        UnusableData: If a label is not among `tags`.
    """
    index = {tag: i for i, tag in enumerate(tags)}
    encoded = []
    for example in examples:
        spans = tag_schemes.spans(example.tags)
        wanted = tag_schemes.tags_from_spans(spans, len(example.tags), scheme)
        unknown = next((tag for tag in wanted if tag not in index), None)
        if unknown is not None:
            raise UnusableData(
                f"`{name}` holds the tag {unknown!r}, which the model does not know. "
                f"It knows: {', '.join(tags)}. Leave such sentences out or make a "
                "model with `from_examples`."
            )
        encoded.append(np.array([index[tag] for tag in wanted], np.int32))
    return encoded
