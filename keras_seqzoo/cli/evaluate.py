"""Score a preset on a data file."""

from pathlib import Path

from keras_seqzoo.cli import options, readers, tasks
from keras_seqzoo.cli.data_files import readable
from keras_seqzoo.cli.errors import BAD_DATA, exit_code
from keras_seqzoo.cli.output import print_json, print_table
from keras_seqzoo.cli.scores import score
from keras_seqzoo.cli.timing import timed


def add_arguments(parser):
    options.add_preset(parser)
    parser.add_argument(
        "--data",
        required=True,
        metavar="FILE",
        help="CoNLL columns, label<TAB>text or plain text, as the task needs; or .gz",
    )
    options.add_columns(parser)
    parser.add_argument(
        "--dynamic",
        action="store_true",
        help="also score a language model while it learns from the text",
    )
    parser.add_argument(
        "--length",
        type=options.positive_integer,
        metavar="N",
        help="language models: predictions in each of the random windows (default 256)",
    )
    options.add_json(parser)


def run(arguments):
    model = tasks.load_any(arguments.preset, arguments.login)
    task, columns = tasks.task_of(model.architecture), readers.columns_of(arguments)
    chosen = [name for name in ("dynamic", "length") if getattr(arguments, name)]
    tasks.check_options(task, chosen)
    examples = readers.read(task, arguments.data, columns)
    source = examples
    if task in tasks.LANGUAGE_MODELS:
        source = Path(readable(arguments.data))
    windows = {"length": arguments.length} if arguments.length else {}
    with exit_code(BAD_DATA, ValueError):
        metrics, seconds = timed(lambda: model.evaluate(source, verbose=1, **windows))
        if arguments.dynamic:
            metrics["nats_dynamic"] = model.evaluate_dynamically(source)
    show = print_json if arguments.json else print_scores
    show(
        {
            "preset": arguments.preset,
            "metrics": metrics,
            "seconds": seconds,
            "items_per_second": len(examples) / seconds,
        }
    )


def print_scores(result):
    """Prints the scores; items are sentences, texts or characters."""
    speed = [(name, result[name]) for name in ("seconds", "items_per_second")]
    rows = [(k, score(k, v)) for k, v in [*result["metrics"].items(), *speed]]
    print_table(result["preset"], ("metric", "value"), rows)
