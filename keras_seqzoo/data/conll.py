"""Sentences with tags from files of columns (CoNLL, CoNLL-U, WikiANN)."""

import re
from typing import NamedTuple

from keras_seqzoo.data.errors import DataError
from keras_seqzoo.data.files import open_text
from keras_seqzoo.text.tag_schemes import detect_scheme, to_iob2

TAG = re.compile(r"O|[BIESLU]-.+")
BLANK = " \t\r"


class Sentence(NamedTuple):
    """Words and their IOB2 tags, two lists of one length."""

    words: list
    tags: list


def read_conll(path, word_column=0, tag_column=-1, prefix=""):
    """Reads sentences with tags from a file of one word a line.

    Columns are parted by tabs if any line has one, else by spaces. A line of white space
    ends a sentence; `-DOCSTART-` lines and comments (`# ...` of CoNLL-U) are skipped. The
    file is read twice: first to check it and to find its scheme (IO, IOB1, IOB2, IOBES or
    BILOU), then sentence by sentence, with one sentence in memory.

    Args:
        path: The file, plain or gzipped.
        word_column: Column of the words, from 0.
        tag_column: Column of the tags; negative ones count from the right.
        prefix: Is cut off each word, such as `"en:"` in WikiANN.

    Returns:
        Iterator of `Sentence(words, tags)`, tags in IOB2.

    Raises:
        DataError: If a line lacks a column, a word or a valid tag; names the line.

    Example:

    >>> for words, tags in read_conll("wnut17train.conll"):
    ...     print(words, tags)
    """
    table = Table(path, word_column, tag_column, prefix)
    scheme = scheme_of(table)
    for words, tags in table.sentences():
        yield Sentence(words, to_iob2(tags, scheme))


def scheme_of(table):
    """The tag scheme of a file, from the distinct pairs of tags that follow each other.

    All that matters of the tag before is its label, so `B-` there counts as `I-`.
    """
    pairs = set()
    for _, tags in table.sentences():
        before = ["O", *(re.sub("^B-", "I-", tag) for tag in tags)]
        pairs.update(zip(before, tags, strict=False))
    return detect_scheme([list(pair) for pair in sorted(pairs)])


class Table:
    """A file of columns, read as often as wanted."""

    def __init__(self, path, word_column, tag_column, prefix):
        self.path = path
        self.word_column = word_column
        self.tag_column = tag_column
        self.prefix = prefix
        self.separator = separator_of(path)

    def sentences(self):
        """Iterator of `(words, tags)` with tags as they are in the file."""
        words, tags = [], []
        for number, fields in self.rows():
            if fields:
                words.append(self.word(number, fields))
                tags.append(self.tag(number, fields))
            elif words:
                yield words, tags
                words, tags = [], []
        if words:
            yield words, tags

    def rows(self):
        """Iterator of `(line number, fields)`; no fields where a sentence ends."""
        with open_text(self.path) as lines:
            for number, line in enumerate(lines, 1):
                fields = self.fields(line)
                if self.is_comment(line, fields):
                    continue
                yield number, [] if line.startswith("-DOCSTART-") else fields

    def fields(self, line):
        line = line.rstrip(BLANK) if self.separator == " " else line
        if not line.strip(BLANK):
            return []
        return [f for f in line.split(self.separator) if f or self.separator == "\t"]

    def is_comment(self, line, fields):
        """`# ...` is a comment unless it reads as a word `#` with its tag."""
        return line.startswith("# ") and not (
            self.separator == " " and len(fields) > 1 and TAG.fullmatch(fields[-1])
        )

    def word(self, number, fields):
        word = self.column(number, fields, self.word_column)
        if not word.startswith(self.prefix):
            what = f"the word {word!r} lacks the prefix {self.prefix!r}."
            raise DataError(self.path, number, what, "Check `prefix`.")
        word = word[len(self.prefix) :]
        if not word:
            raise DataError(self.path, number, "the word is empty.", "Mend the line.")
        return word

    def tag(self, number, fields):
        tag = self.column(number, fields, self.tag_column)
        if not TAG.fullmatch(tag):
            what = f"{tag!r} is not a tag such as O or B-PER."
            raise DataError(
                self.path, number, what, "Check `tag_column` or mend the line."
            )
        return tag

    def column(self, number, fields, index):
        try:
            return fields[index]
        except IndexError:
            what = f"{len(fields)} columns, so none with index {index}."
            remedy = "Check `word_column` and `tag_column` or mend the line."
            raise DataError(self.path, number, what, remedy) from None


def separator_of(path):
    """`"\\t"` if any line with text, but comments, has a tab; else a space."""
    with open_text(path) as lines:
        texts = (line.strip(BLANK) for line in lines if not line.startswith("# "))
        return "\t" if any("\t" in text for text in texts) else " "
