"""The table of architectures: name to configuration, builder and task."""

import dataclasses
import difflib
import importlib
import importlib.metadata
from collections.abc import Callable
from fnmatch import fnmatch

from keras_seqzoo.configuration import validated

BUILT_IN = {
    "char_lm_gru": "keras_seqzoo.models.char_lm_gru",
    "char_lm_lstm": "keras_seqzoo.models.char_lm_lstm",
    "char_lm_min": "keras_seqzoo.models.char_lm_min",
    "ner_bilstm_crf": "keras_seqzoo.models.ner_bilstm_crf",
    "sentiment_bilstm": "keras_seqzoo.models.sentiment_bilstm",
    "word_lm_awd": "keras_seqzoo.models.word_lm_awd",
}
ENTRY_POINTS = "keras_seqzoo.architectures"

_registered: dict[str, "Architecture"] = {}


@dataclasses.dataclass(frozen=True)
class Architecture:
    """What the registry knows of one architecture.

    Args:
        name: Its name, such as `"ner_bilstm_crf"`.
        config_class: Frozen dataclass of settings, such as a `Configuration`.
        builder: Function from a configuration to a functional `keras.Model`.
        task: Where the task class is, as `"module:Class"`.
    """

    name: str
    config_class: type
    builder: Callable
    task: str

    def task_class(self):
        """Imports and returns the task class."""
        module, _, attribute = self.task.partition(":")
        return getattr(importlib.import_module(module), attribute)

    def build(self, config):
        """Checks `config` and returns the `keras.Model` that it describes."""
        validated(self.config_class, vars(config))
        return self.builder(config)


def register(name, config, task):
    """Decorator that makes a builder known as the architecture `name`.

    Args:
        name: Lower-case identifier, such as `"ner_bilstm_crf"`.
        config: Frozen dataclass that the builder takes, such as a `Configuration`.
        task: Task class as `"module:Class"`.

    Raises:
        ValueError: If the name is no lower-case identifier or is taken.

    Example:

    >>> @register("tiny", config=TinyConfig, task="my_package.tiny:TinyTask")
    ... def tiny(config):
    ...     inputs = keras.Input((None, 4))
    ...     return keras.Model(inputs, keras.layers.LSTM(config.units)(inputs))
    """

    def add(builder):
        check_name(name, builder)
        _registered[name] = Architecture(name, config, builder, task)
        return builder

    return add


def check_name(name, builder):
    if not (name.isidentifier() and name == name.lower()):
        raise ValueError(
            f"`name` must be a lower-case identifier. Received: name={name!r}"
        )
    known = _registered.get(name)
    if known and origin(known.builder) != origin(builder):
        raise ValueError(
            f"The architecture {name!r} is already registered by "
            f"{'.'.join(origin(known.builder))}. Choose another name."
        )


def origin(builder):
    return builder.__module__, builder.__qualname__


def list_architectures(pattern="*"):
    """Returns the sorted names of the architectures that match a shell pattern.

    >>> list_architectures("ner*")
    ['ner_bilstm_crf']
    """
    names = {*BUILT_IN, *_registered, *(point.name for point in entry_points())}
    return sorted(name for name in names if fnmatch(name, pattern))


def get_architecture(name):
    """Returns the `Architecture` of that name; imports its module if need be.

    Raises:
        ValueError: If the name is unknown or its module does not register it.
    """
    if name not in _registered:
        load(name)
    if name not in _registered:
        raise ValueError(
            f"The module of the architecture {name!r} does not register it."
        )
    return _registered[name]


def load(name):
    """Imports the module that registers `name`."""
    if name in BUILT_IN:
        importlib.import_module(BUILT_IN[name])
        return
    points = [point for point in entry_points() if point.name == name]
    if not points:
        raise ValueError(unknown_message(name))
    points[0].load()


def entry_points():
    return importlib.metadata.entry_points(group=ENTRY_POINTS)


def unknown_message(name):
    names = list_architectures()
    near = difflib.get_close_matches(str(name), names, n=3)
    hint = f"Did you mean {' or '.join(map(repr, near))}? " if near else ""
    return f"Unknown architecture {name!r}. {hint}Known: {', '.join(names)}."


def build(name, **overrides):
    """Returns the network of an architecture with its default configuration changed.

    Args:
        name: Name of the architecture.
        **overrides: Settings of its configuration.

    Returns:
        A `keras.Model` with fresh weights.

    Raises:
        ValueError: If the name is unknown or a setting is out of range.
        TypeError: If a setting is unknown.
    """
    architecture = get_architecture(name)
    return architecture.build(architecture.config_class(**overrides))
