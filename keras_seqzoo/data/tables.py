"""Tables of texts with a label each, whose first line names the columns."""

import csv

from keras_seqzoo.data.errors import DataError
from keras_seqzoo.data.files import open_text

LONGEST_FIELD = 1 << 30


def read_table(path, label="label", text="text"):
    r"""Reads a tab-separated table whose first line names the columns.

    Args:
        path: The file, plain or gzipped; empty lines are skipped.
        label: Name of the column of labels.
        text: Name of the column of texts.

    Returns:
        Iterator of `(label, text)`, both `str`.

    Raises:
        DataError: If a column is missing, a line has another number of columns or a
            label is empty; names the line.

    Example:

    >>> _ = Path("train.tsv").write_text("stars\ttext\n9\tI like it\n")
    >>> list(read_table("train.tsv", label="stars"))
    [('9', 'I like it')]
    """
    with open_text(path) as lines:
        rows = ((n, x.split("\t")) for n, x in enumerate(lines, 1) if x)
        yield from chosen(path, rows, label, text)


def read_csv(path, label="label", text="text", delimiter=","):
    r"""Reads a table of comma-separated values whose first line names the columns.

    Fields may be quoted and then hold delimiters, doubled quotes and line ends.

    Args:
        path: The file, plain or gzipped; empty lines are skipped.
        label: Name of the column of labels.
        text: Name of the column of texts.
        delimiter: What parts the fields.

    Returns:
        Iterator of `(label, text)`, both `str`.

    Raises:
        DataError: If a column is missing, a row has another number of columns, a quote
            is not closed or a label is empty; names the line a row starts at.

    Example:

    >>> _ = Path("train.csv").write_text('stars,text\n5,"good, so good"\n')
    >>> list(read_csv("train.csv", label="stars"))
    [('5', 'good, so good')]

    Reference: RFC 4180.
    """
    with open_text(path) as lines:
        yield from chosen(path, csv_rows(path, lines, delimiter), label, text)


def csv_rows(path, lines, delimiter):
    """Yields `(number of its first line, fields)` of each row that is not empty."""
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_FIELD))
    rows = csv.reader((f"{x}\n" for x in lines), delimiter=delimiter, strict=True)
    first = 1
    try:
        for fields in rows:
            if fields:
                yield first, fields
            first = rows.line_num + 1
    except csv.Error as error:
        remedy = "Close the quotes; double those inside a field."
        raise DataError(path, first, f"{error}.", remedy) from error


def chosen(path, rows, label, text):
    """Yields two columns of numbered rows, of which the first names the columns."""
    _, names = next(rows, (1, []))
    label, text = (place(path, names, name) for name in (label, text))
    for number, fields in rows:
        if len(fields) != len(names):
            what = f"{len(fields)} columns, not {len(names)}."
            raise DataError(path, number, what, "Mend the line.")
        if not fields[label].strip():
            remedy = "Fill it in or leave the row out."
            raise DataError(path, number, "an empty label.", remedy)
        yield fields[label], fields[text]


def place(path, names, name):
    """Returns the place of a column among the names in the first line."""
    if name in names:
        return names.index(name)
    remedy = "Name the columns in the first line, or give `label` and `text`."
    raise DataError(path, 1, f"no column {name!r} among {names}.", remedy)
