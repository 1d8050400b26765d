"""Files of texts with a label each."""

from keras_seqzoo.data.errors import DataError
from keras_seqzoo.data.files import open_text
from keras_seqzoo.data.trees import unescaped


def read_labelled(path):
    r"""Reads lines `label<TAB>text`.

    Args:
        path: The file, plain or gzipped; empty lines are skipped.

    Returns:
        Iterator of `(label, text)`, both `str`.

    Raises:
        DataError: If a line has no tab, no label or no text.

    Example:

    >>> _ = Path("train.tsv").write_text("good\tI like it\n")
    >>> list(read_labelled("train.tsv"))
    [('good', 'I like it')]
    """
    return split_lines(path, "\t", "label<TAB>text")


def read_sst(path):
    r"""Reads lines `label text` as in the sentence files of the Stanford Treebank.

    Args:
        path: The file, plain or gzipped; empty lines are skipped.

    Returns:
        Iterator of `(label, text)`, both `str`; brackets, slashes and stars, which the
        files write as `-lrb-`, `\/` and so on, are themselves, as in `read_trees`.

    Raises:
        DataError: If a line has no label or no text.

    Example:

    >>> _ = Path("stsa.binary.dev").write_text("0 one long string of cliches .\n")
    >>> list(read_sst("stsa.binary.dev"))
    [('0', 'one long string of cliches .')]
    """
    for label, text in split_lines(path, " ", "label text"):
        yield label, unescaped(text)


def split_lines(path, separator, form):
    with open_text(path) as lines:
        for number, line in enumerate(lines, 1):
            label, _, text = line.partition(separator)
            if label.strip() and text.strip():
                yield label, text
            elif line.strip():
                raise DataError(
                    path,
                    number,
                    f"not of the form {form}: {line[:60]!r}.",
                    "Mend the line.",
                )


def read_by_label(paths):
    r"""Reads texts from one file a label, one text a line.

    The sentence polarity data (MR) come like this.

    Args:
        paths: `{label: path}`; files are plain or gzipped, empty lines are skipped.

    Returns:
        Iterator of `(label, text)`, both `str`, file by file.

    Raises:
        DataError: If a line is not UTF-8; names file and line.

    Example:

    >>> _ = Path("good.txt").write_text("fine\n"), Path("bad.txt").write_text("dull\n")
    >>> list(read_by_label({"good": "good.txt", "bad": "bad.txt"}))
    [('good', 'fine'), ('bad', 'dull')]
    """
    for label, path in paths.items():
        for text in read_lines(path):
            yield label, text


def read_lines(path):
    r"""Reads the lines that are not empty, without white space at their ends.

    Args:
        path: The file, plain or gzipped.

    Returns:
        Iterator of `str`.

    Example:

    >>> _ = Path("names.txt").write_text("emma\n\nolivia\n")
    >>> list(read_lines("names.txt"))
    ['emma', 'olivia']
    """
    with open_text(path) as lines:
        for line in lines:
            if line.strip():
                yield line.strip()
