"""What a search needs to know of each task: how to make, train and score a model."""

import dataclasses
import importlib
import importlib.util
from collections.abc import Callable

import keras

from keras_seqzoo.layers import CRFLoss
from keras_seqzoo.models.registry import get_architecture
from keras_seqzoo.models.sentiment_plan import ClassifierPlan
from keras_seqzoo.models.training_plan import TrainingPlan
from keras_seqzoo.training.language_model_settings import LanguageModelSettings
from keras_seqzoo.tuning.space import Space

HIGHER, LOWER = "max", "min"


@dataclasses.dataclass(frozen=True)
class Problem:
    """One task.

    Args:
        architecture: Name of the architecture that is searched unless another is named.
        plan_class: Dataclass of the settings of its training.
        make: Function from `(task class, training data, architecture, seed, settings)`
            to an untrained model.
        objectives: Mapping of score to `"max"` or `"min"`; the first is the default.
        progress: Name and direction of the score in the history of a training.
        answer: Function from a model and development data to a function without
            arguments that asks the model for one answer.
        compiled: Function from a network to its `loss` and `metrics`.
        of_data: Settings of the architecture that the training data decide.
    """

    architecture: str
    plan_class: type
    make: Callable
    objectives: dict
    progress: tuple
    answer: Callable
    compiled: Callable
    of_data: tuple


def make_from_examples(task_class, train, architecture, seed, settings):
    return task_class.from_examples(train, seed=seed, **settings)


def make_from_text(task_class, train, architecture, seed, settings):
    keras.utils.set_random_seed(seed)
    return task_class.from_text(train, architecture, **settings)


def tag_one(model, dev):
    words = [typical([list(words) for words, _ in dev])]
    return lambda: model.tag_words(words)


def classify_one(model, dev):
    text = typical([text for _, text in dev])
    return lambda: model.classify(text)


def one_step(model, dev):
    state = model.start()
    return lambda: model.step([model.preprocessor.start_id], state)


def typical(items):
    """The item of median length."""
    return sorted(items, key=len)[len(items) // 2]


def tagging(network):
    return {"loss": CRFLoss()}


def classification(network):
    return {"loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]}


def prediction(network):
    """The loss of the logits, the first output; the others are states."""
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    return {"loss": [loss, *[None] * (len(network.outputs) - 1)]}


PROBLEMS = {
    "ner": Problem(
        "ner_bilstm_crf",
        TrainingPlan,
        make_from_examples,
        {"f1": HIGHER, "precision": HIGHER, "recall": HIGHER},
        ("score", HIGHER),
        tag_one,
        tagging,
        ("vocabulary_size", "num_trained_words", "num_characters", "tags", "vectors"),
    ),
    "sentiment": Problem(
        "sentiment_bilstm",
        ClassifierPlan,
        make_from_examples,
        {"accuracy": HIGHER, "macro_f1": HIGHER},
        ("score", HIGHER),
        classify_one,
        classification,
        ("vocabulary_size", "num_trained_words", "labels")
        + ("rating_mean", "rating_scale"),
    ),
    "char-lm": Problem(
        "char_lm_lstm",
        LanguageModelSettings,
        make_from_text,
        {"nats_per_char": LOWER, "nats_per_char_carried": LOWER},
        ("dev_loss", LOWER),
        one_step,
        prediction,
        ("vocabulary_size",),
    ),
}


def problem(task):
    """Returns the `Problem` of a task.

    Raises:
        ValueError: If the task is unknown.
    """
    if task not in PROBLEMS:
        known = ", ".join(sorted(PROBLEMS))
        raise ValueError(f"`task` must be one of {known}. Received: task={task!r}")
    return PROBLEMS[task]


def problem_of(architecture):
    """Returns the `Problem` of the task of an architecture.

    Raises:
        ValueError: If the architecture is unknown or its task has none.
    """
    task = get_architecture(architecture).task
    for known in PROBLEMS.values():
        if get_architecture(known.architecture).task == task:
            return known
    raise ValueError(f"The task of {architecture!r} can not be searched.")


def space_of(architecture):
    """Returns the declared search space of an architecture.

    Args:
        architecture: Its name, such as `"ner_bilstm_crf"`.

    Raises:
        ValueError: If the architecture is unknown or has no search space.

    Example:

    >>> space_of("ner_bilstm_crf").ranges["units"].describe()
    '50 to 300 by 50'
    """
    return Space(
        get_architecture(architecture).config_class,
        problem_of(architecture).plan_class,
        declared(architecture),
    )


def declared(architecture):
    """Returns the declared ranges of an architecture.

    Raises:
        ValueError: If it has none.
    """
    module = f"{__package__}.architectures.{architecture}"
    if importlib.util.find_spec(module) is None:
        raise ValueError(f"There is no search space for {architecture!r}.")
    return dict(importlib.import_module(module).RANGES)
