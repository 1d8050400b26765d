"""Train a task on a data file and write it as a preset."""

from pathlib import Path

from keras_seqzoo.cli import (
    options,
    readers,
    starting,
    tasks,
    training,
    training_data,
)
from keras_seqzoo.cli.errors import USAGE, CommandError, exit_code
from keras_seqzoo.cli.output import print_json, print_table
from keras_seqzoo.cli.scores import score
from keras_seqzoo.files import read_json


def add_arguments(parser):
    parser.add_argument("task", choices=tasks.CLASSES, help="what to train")
    formats = "; ".join(f"{task}: {form}" for task, form in readers.FORMATS.items())
    parser.add_argument(
        "--data", required=True, metavar="FILE", help=f"{formats}; or .gz of it"
    )
    parser.add_argument(
        "--dev",
        metavar="FILE",
        help="as --data, to choose the best epoch; by default a tenth of --data",
    )
    parser.add_argument(
        "--out",
        required=True,
        type=Path,
        metavar="DIR",
        help="folder of the new preset, and of the checkpoint while the training runs",
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        type=options.setting,
        metavar="NAME=VALUE",
        help="a setting of the architecture or of the training; may be repeated",
    )
    parser.add_argument(
        "--config",
        metavar="FILE",
        help="JSON file of settings, such as best.json of `keras-seqzoo tune`",
    )
    parser.add_argument(
        "--strategy",
        choices=("mirrored", "multi_worker"),
        help="ner and sentiment: share each batch among all GPUs of this machine, or "
        "among the machines of TF_CONFIG; --set batch_size counts for each",
    )
    parser.add_argument(
        "--documents",
        action="store_true",
        help="char-lm: each line is a text of its own, whose end is learnt too",
    )
    parser.add_argument(
        "--samples",
        type=options.positive_integer,
        metavar="N",
        help="language models: write so many characters, or words, after each epoch",
    )
    parser.add_argument("--epochs", type=options.positive_integer)
    parser.add_argument("--seed", type=options.seed, default=1)
    starting.add_arguments(parser)
    parser.add_argument(
        "--calibrate",
        action="store_true",
        help="ner and sentiment: scale the confidences by the development data",
    )
    options.add_columns(parser)
    options.add_json(parser)


def run(arguments):
    check_out(arguments.out)
    given = [name for name, value in vars(arguments).items() if value]
    tasks.check_options(arguments.task, given)
    strategy = training.strategy(arguments.strategy)
    settings = training.Settings.of(arguments.task, chosen(arguments))
    data, dev = training_data.data_of(arguments)
    texts = starting.texts_of(arguments)
    model = starting.start(arguments.task, data, settings, arguments)
    out = training.folder_of(strategy, arguments.out)
    with training.resumable(out):
        if texts is not None:
            starting.pretrain(model, texts, out, arguments)
        history = training.fit(
            model,
            data,
            dev,
            out,
            settings,
            strategy=strategy,
            sample_length=arguments.samples,
        )
    starting.forget(out)
    if out == arguments.out:
        finish(model, dev, settings, history, arguments)


def finish(model, dev, settings, history, arguments):
    """Writes the preset and prints its scores."""
    if arguments.calibrate:
        training.calibrate(model, dev)
    scores = training.write(model, arguments.out, dev, settings, history)
    show = print_json if arguments.json else print_result
    show({"preset": str(arguments.out), "epochs": len(history), "dev": scores})


def chosen(arguments):
    """Returns all settings that were given, as a dict."""
    given = read_config(arguments.config) | dict(arguments.set)
    given |= {"seed": arguments.seed}
    return given | ({"epochs": arguments.epochs} if arguments.epochs else {})


def read_config(path):
    """Returns the settings in a JSON file, none without a file."""
    with exit_code(USAGE, ValueError, OSError):
        settings = read_json(path) if path else {}
    if not isinstance(settings, dict):
        raise CommandError(f"{path} must hold an object of settings", USAGE)
    return settings


def check_out(folder):
    """Refuses, before the training, a folder that could not take its result."""
    if (folder / "preset.json").exists():
        raise CommandError(f"{folder} holds a preset already; choose another", USAGE)
    if folder.is_file() or any(map(training.is_strange, folder.glob("**/*"))):
        raise CommandError(f"{folder} is in use; choose a new or empty folder", USAGE)


def print_result(result):
    rows = [
        (f"dev {name}", score(name, value)) for name, value in result["dev"].items()
    ]
    epochs = [("epochs", str(result["epochs"]))]
    print_table(result["preset"], ("metric", "value"), [*epochs, *rows])
