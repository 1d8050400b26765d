"""What each task reads from a data file."""

from pathlib import Path

from keras_seqzoo.cli.data_files import readable
from keras_seqzoo.cli.errors import BAD_DATA, CommandError, exit_code
from keras_seqzoo.cli.tasks import check_options

FORMATS = {
    "ner": "CoNLL columns: word first, tag last",
    "sentiment": "label<TAB>text, or a table with --label and --text",
    "char-lm": "plain text, with --documents one a line",
    "word-lm": "plain text, a sentence a line, words between spaces",
}
COLUMNS = ("label", "text", "word_column", "tag_column", "prefix")


def read(task, path, columns=None):
    """Returns the examples of a task: a list, or the text of a language model.

    Args:
        task: Name of the task.
        path: The file.
        columns: Out of `COLUMNS`; names of those of labels and texts if it is a table
            for the sentiment task; a file `.csv` is one in any case, with commas, any
            other has tabs.

    Raises:
        CommandError: If the file is missing, empty or not in the format of the task.
    """
    from keras_seqzoo import data

    reader = {
        "ner": data.read_conll,
        "sentiment": data.read_labelled,
        "char-lm": data.read_plain,
        "word-lm": data.read_plain,
    }[task]
    columns = columns or {}
    check_options(task, columns)
    is_csv = task == "sentiment" and ".csv" in Path(str(path).lower()).suffixes
    if task == "sentiment" and (columns or is_csv):
        reader = data.read_csv if is_csv else data.read_table
    with exit_code(BAD_DATA, data.DataError, OSError):
        examples = reader(Path(readable(path)), **columns)
        examples = examples if isinstance(examples, str) else list(examples)
    return enough(task, examples, path)


def columns_of(arguments):
    """Returns what was said of the columns of the data, `{argument: value}`."""
    given = {name: getattr(arguments, name) for name in COLUMNS}
    return {name: value for name, value in given.items() if value is not None}


def enough(task, examples, path):
    """Returns the examples if there are any.

    Raises:
        CommandError: If there are none.
    """
    if examples:
        return examples
    kind = "text" if isinstance(examples, str) else "examples"
    raise CommandError(f"{path}: there is no {kind}; wanted {FORMATS[task]}", BAD_DATA)
