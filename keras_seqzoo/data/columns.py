"""A file of one word a line, its columns parted by tabs or spaces."""

import re

from keras_seqzoo.data.errors import DataError
from keras_seqzoo.data.files import open_text

TAG = re.compile(r"O|[BIESLU]-.+")
BLANK = " \t"
CHECK_COLUMNS = "Check `word_column` and `tag_column` or mend the line."


class Columns:
    """Words and tags of a file, read as often as wanted, one sentence at a time.

    Args:
        path: The file, plain or gzipped.
        word_column: Column of the words, from 0; negative ones count from the right.
        tag_column: Column of the tags, likewise.
        prefix: Is cut off each word.
    """

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
                word, tag = self.entry(number, fields)
                if word:
                    words.append(word)
                    tags.append(tag)
            elif words:
                yield words, tags
                words, tags = [], []
        if words:
            yield words, tags

    def rows(self):
        """Iterator of `(line number, fields)`; no fields where a sentence ends."""
        with open_text(self.path) as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip(BLANK) or line.startswith("-DOCSTART-"):
                    yield number, []
                elif not self.is_comment(line):
                    check_line_ends(self.path, number, line)
                    yield number, self.fields(line)

    def fields(self, line):
        if self.separator == "\t":
            return [field.strip(" ") for field in line.split("\t")]
        return [field for field in line.split(" ") if field]

    def is_comment(self, line):
        """`# ...` is a comment, unless spaces part the word `#` from its tag."""
        if not line.startswith("# "):
            return False
        return self.separator == "\t" or not TAG.fullmatch(self.fields(line)[-1])

    def entry(self, number, fields):
        """The word and the tag of a line; no word if it was white space tagged `O`."""
        word = self.column(number, fields, self.word_column)
        tag = self.column(number, fields, self.tag_column)
        if not TAG.fullmatch(tag):
            what = f"{tag!r} is not a tag such as O or B-PER."
            raise DataError(self.path, number, what, CHECK_COLUMNS)
        if not word.startswith(self.prefix):
            what = f"the word {word!r} lacks the prefix {self.prefix!r}."
            raise DataError(self.path, number, what, "Check `prefix`.")
        word = word.removeprefix(self.prefix)
        if not word and tag != "O":
            what = f"an empty word has the tag {tag!r}."
            raise DataError(self.path, number, what, "Mend the line.")
        return word, tag

    def column(self, number, fields, index):
        try:
            return fields[index]
        except IndexError:
            what = f"{len(fields)} columns, so none with index {index}."
            raise DataError(self.path, number, what, CHECK_COLUMNS) from None


def check_line_ends(path, number, line):
    """Refuses line ends of old Macs, by which a whole file would be one line."""
    if "\r" in line:
        what = "a carriage return within the line."
        raise DataError(path, number, what, "End lines with a line feed.")


def separator_of(path):
    """A tab if the first line with columns has one, else a space."""
    with open_text(path) as lines:
        for line in lines:
            if line.strip(BLANK) and not line.startswith(("# ", "-DOCSTART-")):
                return "\t" if "\t" in line else " "
    return " "
