"""The work of `keras-seqzoo train`."""

import contextlib
import dataclasses
import shlex
import sys

from keras_seqzoo.cli import tasks
from keras_seqzoo.cli.errors import BAD_DATA, USAGE, CommandError, exit_code, one_line
from keras_seqzoo.cli.quiet import show_warning

PRETRAINING = "pretraining"
KEPT = ("checkpoint", PRETRAINING)
WORDS = {"min_count", "vectors"}
OF_EXAMPLES = {
    "ner": WORDS | {"table"},
    "sentiment": WORDS,
    "char-lm": {"architecture"},
    "word-lm": {"architecture", "min_count"},
}


@dataclasses.dataclass(frozen=True)
class Settings:
    """The settings of a run: those of the architecture and those of the training."""

    architecture: dict
    plan: dict

    @classmethod
    def of(cls, task, chosen):
        """Sorts settings by their names and checks those of the training.

        Raises:
            CommandError: If a name is unknown or a value is out of its range.
        """
        name = chosen.get("architecture", tasks.ARCHITECTURES[task])
        config_class, plan_class = config_of(task, name), plan_of(task)
        learned = OF_EXAMPLES[task]
        own = names_of(config_class) - learned - config_class.of_data
        known = own | learned | names_of(plan_class)
        if unknown := sorted(set(chosen) - known):
            raise CommandError(
                f"no setting {unknown[0]!r}; known: {', '.join(sorted(known))}", USAGE
            )
        plan = {k: v for k, v in chosen.items() if k not in own | learned}
        with exit_code(USAGE, ValueError, TypeError):
            config_class(**{k: v for k, v in chosen.items() if k in own})
            plan_class(**plan)
        return cls({k: v for k, v in chosen.items() if k in own | learned}, plan)


def names_of(settings_class):
    return {field.name for field in dataclasses.fields(settings_class)}


def config_of(task, name):
    """Returns the class of the settings of an architecture of a task."""
    from keras_seqzoo.models import get_architecture

    with exit_code(USAGE, ValueError):
        architecture = get_architecture(name)
    if tasks.task_of(name) != task:
        raise CommandError(f"{name!r} is no architecture of {task}", USAGE)
    return architecture.config_class


def plan_of(task):
    """Returns the class of the settings of a task's training."""
    if task in tasks.LANGUAGE_MODELS:
        from keras_seqzoo.training.language_model_settings import LanguageModelSettings

        return LanguageModelSettings
    if task == "sentiment":
        from keras_seqzoo.models.sentiment_plan import ClassifierPlan

        return ClassifierPlan
    from keras_seqzoo.models.training_plan import TrainingPlan

    return TrainingPlan


def strategy(name):
    """Returns the `tf.distribute.Strategy` of a name, `None` for none."""
    from keras_seqzoo.training.data_parallel import make_strategy

    with exit_code(USAGE, ValueError):
        return make_strategy(name)


def folder_of(strategy, out):
    """Returns where a process keeps its checkpoint; only the first writes a preset."""
    from keras_seqzoo.training.data_parallel import rank

    number = rank(strategy)
    return out.with_name(f"{out.name}.worker{number}") if number else out


def fit(model, data, dev, folder, settings, **others):
    """Trains, with a checkpoint in the folder; progress goes to standard error."""
    from keras_seqzoo.data.errors import UnusableData

    given = {name: value for name, value in others.items() if value}
    with exit_code(BAD_DATA, UnusableData):
        return model.fit(
            data, dev, out=folder, verbose=verbosity(), **given, **settings.plan
        )


@contextlib.contextmanager
def resumable(folder):
    """Sends progress to standard error, and tells how to go on after an interrupt."""
    try:
        with contextlib.redirect_stdout(sys.stderr):
            yield
    except KeyboardInterrupt as interrupt:
        raise KeyboardInterrupt(how_to_resume(folder)) from interrupt


def verbosity():
    """A bar on a terminal, else a line an epoch."""
    return 1 if sys.stderr.isatty() else 2


def how_to_resume(folder):
    if any(any((folder / name).glob("**/*.npz")) for name in KEPT):
        return f"interrupted; the same command goes on from the checkpoint in {folder}"
    return "interrupted before the first checkpoint; nothing was kept"


def is_strange(path):
    """Whether a path is a file that no training keeps while it runs."""
    kept = path.parent.name.startswith((*KEPT, ".new-")) and path.suffix == ".npz"
    return path.is_file() and not kept


def calibrate(model, dev):
    """Scales the confidences by held-out data; a model that resists stays as it is."""
    try:
        model.calibrate(dev)
    except ValueError as error:
        show_warning(f"not calibrated: {one_line(error)}")


def write(model, folder, dev, settings, history):
    """Writes the preset, with its scores on the development data, which it returns."""
    from keras_seqzoo.models.history import series

    length = settings.plan.get("dev_length")
    scores = model.evaluate(dev, **({"length": length} if length else {}))
    results = {
        "dev": scores,
        "seed": settings.plan["seed"],
        "training": {"epochs": len(history)},
        "history": series(history),
        "command": shlex.join(["keras-seqzoo", *sys.argv[1:]]),
    }
    model.save_to_preset(folder, results=results)
    return scores
