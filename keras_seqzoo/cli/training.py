"""The work of `keras-seqzoo train`."""

import contextlib
import dataclasses
import os
import shlex
import shutil
import sys

from keras_seqzoo.cli import tasks
from keras_seqzoo.cli.errors import BAD_DATA, USAGE, CommandError, exit_code

CHECKPOINT = "checkpoint"
OF_EXAMPLES = ("min_count",)


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
        own, plan_class = architecture_names(task), plan_of(task)
        known = own | {field.name for field in dataclasses.fields(plan_class)}
        if unknown := sorted(set(chosen) - known):
            raise CommandError(
                f"no setting {unknown[0]!r}; known: {', '.join(sorted(known))}", USAGE
            )
        plan = {name: value for name, value in chosen.items() if name not in own}
        with exit_code(USAGE, ValueError, TypeError):
            plan_class(**plan)
        return cls({name: chosen[name] for name in own & set(chosen)}, plan)


def architecture_names(task):
    from keras_seqzoo.models import get_architecture

    config_class = get_architecture(tasks.ARCHITECTURES[task]).config_class
    names = {field.name for field in dataclasses.fields(config_class)}
    return names | (set() if task == "char-lm" else set(OF_EXAMPLES))


def plan_of(task):
    """Returns the class of the settings of a task's training."""
    if task == "char-lm":
        from keras_seqzoo.training.language_model import LanguageModelSettings

        return LanguageModelSettings
    from keras_seqzoo.models.word_training import TrainingPlan

    return TrainingPlan


def held_out(data, path):
    """Splits off the last tenth of the data."""
    first = len(data) - max(1, len(data) // 10)
    if not first:
        raise CommandError(f"{path}: too little to hold out a part for --dev", BAD_DATA)
    return data[:first], data[first:]


def start(task, data, settings, preset):
    """Returns the model before the training, from a preset or made for the data."""
    if preset:
        if settings.architecture:
            name = next(iter(settings.architecture))
            raise CommandError(f"{name!r} is fixed by the preset", USAGE)
        return tasks.load(task, preset)
    import keras

    keras.utils.set_random_seed(settings.plan["seed"])
    with exit_code(USAGE, TypeError, ValueError):
        return make(task, data, settings.architecture)


def make(task, data, settings):
    import keras_seqzoo

    task_class = getattr(keras_seqzoo, tasks.CLASSES[task])
    if task == "char-lm":
        return task_class.from_text(data, **settings)
    return task_class.from_examples(data, **settings)


def fit(model, data, dev, folder, settings):
    """Trains, with a checkpoint in the folder; progress goes to standard error."""
    verbose = 1 if sys.stderr.isatty() else 2
    try:
        with contextlib.redirect_stdout(sys.stderr):
            return model.fit(data, dev, out=folder, verbose=verbose, **settings.plan)
    except KeyboardInterrupt as interrupt:
        raise KeyboardInterrupt(how_to_resume(folder)) from interrupt


def how_to_resume(folder):
    if any((folder / CHECKPOINT).glob("*")):
        return f"interrupted; the same command goes on from the checkpoint in {folder}"
    return "interrupted before the first checkpoint; nothing was kept"


def write(model, folder, dev, settings, history):
    """Writes the preset, with its scores on the development data, which it returns."""
    scores = model.evaluate(dev)
    results = {
        "dev": scores,
        "seed": settings.plan["seed"],
        "training": {"epochs": len(history)},
        "command": shlex.join(["keras-seqzoo", *sys.argv[1:]]),
    }
    staging = folder.with_name(f".{folder.name}.{os.getpid()}")
    model.save_to_preset(staging, name=folder.name, results=results)
    shutil.rmtree(folder, ignore_errors=True)
    os.replace(staging, folder)
    return scores
