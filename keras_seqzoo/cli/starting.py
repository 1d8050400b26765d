"""The model that `keras-seqzoo train` starts from, before it sees its examples."""

import shutil
from pathlib import Path

from keras_seqzoo.cli import options, tasks
from keras_seqzoo.cli.data_files import readable
from keras_seqzoo.cli.errors import BAD_DATA, USAGE, CommandError, exit_code
from keras_seqzoo.cli.training import PRETRAINING, verbosity

MAKERS = {
    "ner": "from_examples",
    "sentiment": "from_examples",
    "char-lm": "from_text",
    "word-lm": "from_text",
}


def add_arguments(parser):
    """Adds what a model may start from."""
    starts = parser.add_mutually_exclusive_group()
    starts.add_argument(
        "--preset", help="start from the weights of this preset, not from random ones"
    )
    starts.add_argument(
        "--transfer",
        metavar="PRESET",
        help="sentiment: start from words and encoder of this preset; labels are new",
    )
    starts.add_argument(
        "--ratings",
        action="store_true",
        help="sentiment: the labels are numbers to be estimated, not names",
    )
    options.add_login(parser)
    parser.add_argument(
        "--pretrain",
        metavar="FILE",
        help="sentiment: texts, one a line, whose neighbouring words the encoder "
        "learns first",
    )
    parser.add_argument(
        "--pretrain-epochs", type=options.positive_integer, default=3, metavar="N"
    )


def start(task, data, settings, arguments):
    """Returns the model before the training.

    Args:
        task: Name of the task.
        data: Its training data.
        settings: `training.Settings`.
        arguments: What was given of `add_arguments`.
    """
    import keras

    keras.utils.set_random_seed(settings.plan["seed"])
    if arguments.preset:
        return continued(task, settings, arguments)
    return (transferred if arguments.transfer else fresh)(
        task, data, settings, arguments
    )


def continued(task, settings, arguments):
    if settings.architecture:
        name = next(iter(settings.architecture))
        raise CommandError(f"{name!r} is fixed by the preset", USAGE)
    return tasks.load(task, arguments.preset, arguments.login)


def transferred(task, data, settings, arguments):
    source = tasks.load(task, arguments.transfer, arguments.login)
    with exit_code(USAGE, ValueError):
        return source.transfer(data, settings.plan["seed"], **settings.architecture)


def fresh(task, data, settings, arguments):
    import keras_seqzoo

    maker = "from_ratings" if arguments.ratings else MAKERS[task]
    task_class = getattr(keras_seqzoo, tasks.CLASSES[task])
    with exit_code(BAD_DATA, ValueError):
        return getattr(task_class, maker)(data, **settings.architecture)


def texts_of(arguments):
    """The texts of `--pretrain`, `None` without it."""
    from keras_seqzoo import data

    if not arguments.pretrain:
        return None
    with exit_code(BAD_DATA, data.DataError, OSError):
        return list(data.read_lines(Path(readable(arguments.pretrain))))


def pretrain(model, texts, folder, arguments):
    """Lets the encoder read the texts; what it learnt is kept until the end."""
    plan = {"epochs": arguments.pretrain_epochs, "seed": arguments.seed}
    with exit_code(BAD_DATA, ValueError):
        model.pretrain(texts, folder / PRETRAINING, verbose=verbosity(), **plan)


def forget(folder):
    """Removes what a pretraining has kept."""
    shutil.rmtree(folder / PRETRAINING, ignore_errors=True)
