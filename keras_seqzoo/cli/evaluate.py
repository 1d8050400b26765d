"""Score a preset on a data file."""

from keras_seqzoo.cli import options, tasks
from keras_seqzoo.cli.data_files import readable
from keras_seqzoo.cli.errors import BAD_DATA, exit_code
from keras_seqzoo.cli.output import print_json, print_table
from keras_seqzoo.cli.scores import is_number, score
from keras_seqzoo.cli.timing import timed


def add_arguments(parser):
    options.add_preset(parser)
    parser.add_argument(
        "--data",
        required=True,
        metavar="FILE",
        help="CoNLL columns, label<TAB>text or plain text, as the task needs; or .gz",
    )
    options.add_json(parser)


def run(arguments):
    from keras_seqzoo.data import DataError

    path = readable(arguments.data)
    task = tasks.load_any(arguments.preset)
    with exit_code(BAD_DATA, DataError):
        metrics, seconds = timed(lambda: task.evaluate(path))
    show = print_json if arguments.json else print_scores
    show(summary(arguments.preset, metrics, seconds))


def summary(preset, metrics, seconds):
    return {"preset": preset, "metrics": metrics, "seconds": seconds}


def print_scores(result):
    pairs = [*result["metrics"].items(), ("seconds", result["seconds"])]
    rows = [(name, score(name, value)) for name, value in pairs if is_number(value)]
    print_table(result["preset"], ("metric", "value"), rows)
