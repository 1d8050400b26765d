"""Search the settings of a task that are best on development data."""

import contextlib
import sys

from keras_seqzoo.cli import training, training_data
from keras_seqzoo.cli.errors import FAILURE, USAGE, CommandError, exit_code
from keras_seqzoo.cli.output import print_json, print_table
from keras_seqzoo.cli.scores import score
from keras_seqzoo.cli.tune_options import PLAN, add_arguments
from keras_seqzoo.cli.tune_progress import listener
from keras_seqzoo.cli.tune_space import show_space

__all__ = ["add_arguments", "run"]


def run(arguments):
    from keras_seqzoo.tuning import ChiefError, SearchError

    space, given = changes(arguments)
    if arguments.show_space:
        return show_space(arguments, space)
    for needed in needed_options(arguments):
        if getattr(arguments, needed) is None:
            raise CommandError(f"--{needed} is needed", USAGE)
    check_out(arguments.out)
    with exit_code(FAILURE, SearchError, ChiefError):
        role(arguments)(arguments, plan_of(arguments, space, given))
    return 0


def needed_options(arguments):
    """A worker needs a chief, a chief no data, and all a folder."""
    if arguments.worker:
        return ("chief", "data", "out")
    return ("out",) if arguments.chief else ("data", "out")


def role(arguments):
    if arguments.worker:
        return work
    return lead if arguments.chief else search


def plan_of(arguments, space, given):
    """Returns the arguments that `tune`, `chief` and `worker` share, checked."""
    from keras_seqzoo.tuning.jobs import make_job

    given_plan = {name: getattr(arguments, name) for name in PLAN}
    plan = {name: value for name, value in given_plan.items() if value is not None}
    chosen = {"architecture": arguments.architecture, "space": space, "given": given}
    with exit_code(USAGE, ValueError):
        make_job(arguments.task, None, None, arguments.out, **chosen, plan=plan)
    return chosen | plan


def changes(arguments):
    """Returns the changes of the space, and the arguments for making a model."""
    from keras_seqzoo.tuning import read_space

    chosen = dict(arguments.set)
    given = {
        k: v for k, v in chosen.items() if k in training.OF_EXAMPLES[arguments.task]
    }
    space = {k: v for k, v in chosen.items() if k not in given}
    if arguments.space:
        with exit_code(USAGE, ValueError, OSError):
            space = read_space(arguments.space) | space
    return space, given


def check_out(folder):
    """Refuses, before the search, a folder that could not take its results."""
    from keras_seqzoo.tuning.jobs import FACTS

    if folder.is_file() or any(folder.glob("*")) and not (folder / FACTS).exists():
        raise CommandError(f"{folder} is in use; choose a new or empty folder", USAGE)


def search(arguments, plan):
    from keras_seqzoo.tuning import tune

    train, dev = training_data.data_of(arguments)
    shown = listener(arguments.json)
    with interruptible(arguments.out):
        result = tune(
            arguments.task,
            train,
            dev,
            arguments.out,
            listener=shown,
            **plan,
        )
    show(arguments, result)


def lead(arguments, plan):
    from keras_seqzoo.tuning import chief

    shown = listener(arguments.json)
    with interruptible(arguments.out):
        result = chief(
            arguments.task,
            arguments.chief,
            arguments.out,
            listener=shown,
            silence=arguments.silence,
            **plan,
        )
    show(arguments, result)


def work(arguments, plan):
    from keras_seqzoo.tuning import worker

    train, dev = training_data.data_of(arguments)
    worker(
        arguments.task,
        train,
        dev,
        arguments.chief,
        arguments.worker,
        arguments.out,
        **plan,
    )


@contextlib.contextmanager
def interruptible(folder):
    """Says after an interrupt how to go on."""
    try:
        with contextlib.redirect_stdout(sys.stderr):
            yield
    except KeyboardInterrupt as interrupt:
        raise KeyboardInterrupt(
            f"interrupted; the same command goes on from {folder}"
        ) from interrupt


def show(arguments, result):
    """Prints the result; progress went to standard error before."""
    facts = {
        "out": str(result.folder),
        "trials": len(result.trials),
        "objective": result.objective,
        "score": result.score,
        "default": result.default,
        "best": result.best,
    }
    if arguments.json:
        print_json(facts)
    else:
        print_result(facts)


def print_result(facts):
    best, name = facts.pop("best") or {}, facts["objective"]
    shown = {k: score(name, v) for k, v in facts.items() if isinstance(v, float)}
    rows = [(key, str(value)) for key, value in {**facts, **shown, **best}.items()]
    print_table(f"{facts['out']}/best.json", ("what", "value"), rows)
