"""Where a language model takes a text from."""

import os
import re

from keras_seqzoo.data import read_plain

LIKE_A_PATH = re.compile(r"\S+\.(txt|text|md|csv|tsv|json)(\.gz)?")


def read_source(source):
    """Returns a text or documents, read from a file if `source` is a path of one.

    A string of one line that names a file is its path.

    Raises:
        TypeError: If it is no text, no path and no list of texts.
        ValueError: If it is a string that looks like a path, and there is no such file.
    """
    if isinstance(source, (list, tuple)) and all(isinstance(x, str) for x in source):
        return source
    if isinstance(source, os.PathLike):
        return read_plain(source)
    if not isinstance(source, str):
        raise TypeError(
            "The text must be a str, the path of a file or a list of str. "
            f"Received: {source!r:.80} of type {type(source).__name__}"
        )
    return read_plain(source) if is_path(source) else source


def is_path(text):
    """Whether a string is the path of a file."""
    if "\n" not in text and os.path.isfile(text):
        return True
    if LIKE_A_PATH.fullmatch(text):
        raise ValueError(
            f"There is no file {text!r}, which looks like the path of one. "
            "Give the path of a file, or a text of more than one word."
        )
    return False
