"""The options of `keras-seqzoo tune`."""

from pathlib import Path

from keras_seqzoo.cli import options, readers, tasks

PLAN = (
    "tuner",
    "objective",
    "trials",
    "budget_minutes",
    "epochs",
    "patience",
    "top",
    "repeats",
    "max_parameters",
    "max_latency_ms",
    "seed",
)


def add_arguments(parser):
    parser.set_defaults(documents=False)
    parser.add_argument("task", choices=tasks.CLASSES, help="what to search for")
    formats = "; ".join(f"{task}: {form}" for task, form in readers.FORMATS.items())
    parser.add_argument("--data", metavar="FILE", help=f"{formats}; or .gz of it")
    parser.add_argument(
        "--dev",
        metavar="FILE",
        help="as --data, to score trials on; by default a tenth of --data",
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="folder of the results and of the state of the search; the same command "
        "goes on from there",
    )
    add_search(parser)
    add_space(parser)
    add_machines(parser)
    options.add_columns(parser)
    options.add_json(parser)


def add_search(parser):
    """The fields of `SearchPlan`."""
    group = parser.add_argument_group("search")
    positive, count = options.positive_integer, options.count
    amount = options.positive_number
    group.add_argument("--tuner", choices=("random", "hyperband", "bayesian", "grid"))
    group.add_argument("--trials", type=positive, help="number of trials (30)")
    group.add_argument("--budget-minutes", type=amount, help="time for all of them")
    group.add_argument("--objective", help="score of the task to be best at")
    group.add_argument("--epochs", type=positive, help="most epochs of a trial (10)")
    group.add_argument(
        "--patience",
        type=count,
        help="epochs after which a trial worse than the median is stopped (2); 0: none",
    )
    group.add_argument("--top", type=count, help="number of best trials repeated (3)")
    group.add_argument("--repeats", type=count, help="other seeds for each (2)")
    group.add_argument("--max-parameters", type=positive, help="largest network")
    group.add_argument(
        "--max-latency-ms", type=amount, help="longest time for one answer, here"
    )
    group.add_argument("--seed", type=options.seed)


def add_space(parser):
    group = parser.add_argument_group("search space")
    group.add_argument("--architecture", help="by default the usual one of the task")
    group.add_argument(
        "--space", metavar="FILE", help="TOML file that narrows or widens the space"
    )
    group.add_argument(
        "--set",
        action="append",
        default=[],
        type=options.setting,
        metavar="NAME=VALUE",
        help="a setting that is not searched; may be repeated",
    )
    group.add_argument(
        "--show-space", action="store_true", help="print the space and do nothing"
    )


def add_machines(parser):
    group = parser.add_argument_group("many machines")
    group.add_argument(
        "--chief",
        metavar="HOST:PORT",
        type=options.address,
        help="hand out trials at this address; with --worker, where to get them",
    )
    group.add_argument("--worker", metavar="ID", help="run trials of the chief")
    group.add_argument(
        "--silence",
        type=options.positive_number,
        default=30.0,
        metavar="SECONDS",
        help="without a sign of life for so long, a worker counts as dead (30)",
    )
