"""Score a preset on a data file."""

from keras_seqzoo.cli import options, readers, tasks
from keras_seqzoo.cli.errors import BAD_DATA, USAGE, CommandError, exit_code
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
    options.add_json(parser)


def run(arguments):
    model = tasks.load_any(arguments.preset, arguments.login)
    task, columns = tasks.task_of(model.architecture), readers.columns_of(arguments)
    examples = readers.read(task, arguments.data, columns)
    with exit_code(BAD_DATA, ValueError):
        metrics, seconds = timed(lambda: model.evaluate(examples, verbose=1))
    if arguments.dynamic:
        metrics["nats_dynamic"] = dynamic(model, examples)
    show = print_json if arguments.json else print_scores
    show(
        {
            "preset": arguments.preset,
            "metrics": metrics,
            "seconds": seconds,
            "items_per_second": len(examples) / seconds,
        }
    )


def dynamic(model, examples):
    """Returns the loss of dynamic evaluation, in nats a character or word."""
    if not hasattr(model, "evaluate_dynamically"):
        raise CommandError("--dynamic is for language models only", USAGE)
    return model.evaluate_dynamically(examples)


def print_scores(result):
    """Prints the scores; items are sentences, texts or characters."""
    speed = [(name, result[name]) for name in ("seconds", "items_per_second")]
    rows = [(k, score(k, v)) for k, v in [*result["metrics"].items(), *speed]]
    print_table(result["preset"], ("metric", "value"), rows)
