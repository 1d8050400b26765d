"""Sentences with tags from files of columns (CoNLL, CoNLL-U, WikiANN)."""

import re
from typing import NamedTuple

from keras_seqzoo.data.columns import Columns
from keras_seqzoo.data.errors import DataError
from keras_seqzoo.text.tag_schemes import detect_scheme, prefixes_of, to_iob2


class Sentence(NamedTuple):
    """Words and their IOB2 tags, two lists of one length."""

    words: list
    tags: list


def read_conll(path, word_column=0, tag_column=-1, prefix=""):
    r"""Reads sentences with tags from a file of one word a line.

    Columns are parted by tabs if the first line has one, else by spaces. A line of
    white space ends a sentence; `-DOCSTART-` lines and comments (`# ...` of CoNLL-U)
    are skipped, as are empty words tagged `O`. The file is read twice, first to check
    it and to find its scheme (IO, IOB1, IOB2, IOBES or BILOU), then sentence by
    sentence; no more than one sentence is in memory.

    Args:
        path: The file, plain or gzipped.
        word_column: Column of the words, from 0; negative ones count from the right.
        tag_column: Column of the tags, likewise.
        prefix: Is cut off each word, such as `"en:"` in WikiANN.

    Returns:
        Iterator of `Sentence(words, tags)`, tags in IOB2.

    Raises:
        DataError: If a line lacks a column, a word or a valid tag; names the line.

    Example:

    >>> _ = Path("train.conll").write_text("Ann I-PER\nsaw O\nBob I-PER\n")
    >>> for words, tags in read_conll("train.conll"):
    ...     print(words, tags)
    ['Ann', 'saw', 'Bob'] ['B-PER', 'O', 'B-PER']
    """
    columns = Columns(path, word_column, tag_column, prefix)
    scheme = scheme_of(columns)
    for words, tags in columns.sentences():
        yield Sentence(words, to_iob2(tags, scheme))


def scheme_of(columns):
    """The tag scheme of a file, from the distinct pairs of tags that follow each other.

    All that matters of the tag before is its label, so `B-` there counts as `I-`.
    """
    pairs = set()
    for _, tags in columns.sentences():
        before = ["O", *(re.sub("^B-", "I-", tag) for tag in tags)]
        pairs.update(zip(before, tags, strict=False))
    scheme = detect_scheme([list(pair) for pair in sorted(pairs)])
    check_prefixes(columns, {tag for _, tag in pairs}, scheme)
    return scheme


def check_prefixes(columns, tags, scheme):
    """Refuses a file with tags of two schemes, by the first line with such a one."""
    strange = {tag for tag in tags if tag[:1] not in {*prefixes_of(scheme), "O"}}
    if not strange:
        return
    for number, fields in columns.rows():
        if fields and (tag := columns.entry(number, fields)[1]) in strange:
            what = f"{tag!r} is no tag of {scheme}, the scheme of other lines."
            raise DataError(columns.path, number, what, "Use one scheme in a file.")
