"""What each task reads from a data file."""

from pathlib import Path

from keras_seqzoo.cli.data_files import readable
from keras_seqzoo.cli.errors import BAD_DATA, CommandError, exit_code

FORMATS = {
    "ner": "CoNLL columns: word first, tag last",
    "sentiment": "label<TAB>text",
    "char-lm": "plain text",
}
LEAST = {"ner": 1, "sentiment": 1, "char-lm": 257}


def read(task, path):
    """Returns the examples of a task: a list, or the text of a language model.

    Raises:
        CommandError: If the file is missing, empty or not in the format of the task.
    """
    from keras_seqzoo import data

    reader = {
        "ner": data.read_conll,
        "sentiment": data.read_labelled,
        "char-lm": data.read_plain,
    }[task]
    with exit_code(BAD_DATA, data.DataError, OSError):
        examples = reader(Path(readable(path)))
        examples = examples if isinstance(examples, str) else list(examples)
    return enough(task, examples, path)


def enough(task, examples, path):
    """Returns the examples if they can be scored.

    Raises:
        CommandError: If there are too few.
    """
    if len(examples) >= LEAST[task]:
        return examples
    unit = "characters" if task == "char-lm" else "examples"
    raise CommandError(
        f"{path}: {len(examples)} {unit} of {LEAST[task]} needed; "
        f"wanted {FORMATS[task]}",
        BAD_DATA,
    )
