"""Configurations: frozen dataclasses that check every value they are given."""

import dataclasses
import sys
import types
import typing

import numpy as np


def setting(default, low=None, high=None, choices=None, added=False):
    """Declares a field of a configuration with its default and its range.

    Args:
        default: Value when none is given; its type is checked by the annotation.
        low: Smallest allowed number, or smallest length of a tuple or string.
        high: Largest allowed number, or largest length of a tuple or string.
        choices: Allowed values, or `None`.
        added: Whether the field came after the first presets were written. A preset
            that lacks it gets the default, which must do as they did before.

    Returns:
        A `dataclasses.field`.

    Example:

    >>> units: int = setting(128, low=1, high=8192)
    """
    limits = {"low": low, "high": high, "choices": choices, "added": added}
    return dataclasses.field(default=default, metadata=limits)


@dataclasses.dataclass(frozen=True)
class Configuration:
    """Base of the configurations of architectures: immutable, validated, JSON-able.

    Fields are `int`, `float`, `bool`, `str`, unions of one of these with `None`, and
    (nested) tuples of these; lists become tuples.

    `of_data` are the fields that follow from the data of a training.

    Raises:
        ValueError: If a value has the wrong type or is out of its range.

    Example:

    >>> @dataclasses.dataclass(frozen=True)
    ... class TinyConfig(Configuration):
    ...     units: int = setting(8, low=1, high=64)
    >>> TinyConfig(units=16)
    TinyConfig(units=16)
    """

    of_data: typing.ClassVar[frozenset] = frozenset()

    def __post_init__(self):
        for name, value in validated(type(self), vars(self)).items():
            object.__setattr__(self, name, value)

    def count_parameters(self):
        """Returns the number of scalars in the network's weights, without building it.

        A preset whose file of weights holds another number is refused before anything
        is allocated. `None`, of a subclass that does not define it, skips this check.
        """
        return None


def to_dict(config):
    """Returns a configuration as a dict of JSON values (tuples become lists)."""
    return {
        field.name: as_json(getattr(config, field.name))
        for field in dataclasses.fields(config)
    }


def told_apart(config):
    """As `to_dict`, without the added fields that are as before they were added."""
    values = to_dict(config)
    for field in dataclasses.fields(config):
        added = field.metadata.get("added")
        if added and getattr(config, field.name) == field.default:
            del values[field.name]
    return values


def as_json(value):
    return [as_json(item) for item in value] if isinstance(value, tuple) else value


def chosen(cls, settings):
    """Returns a configuration of class `cls` with the settings that a user chose.

    Raises:
        ValueError: If one is unknown, follows from the data or has a wrong value.
    """
    known = {field.name for field in dataclasses.fields(cls)} - cls.of_data
    for name in settings.keys() - known:
        why = "follows from the data" if name in cls.of_data else "is no setting"
        listed = ", ".join(sorted(known))
        raise ValueError(f"`{name}` {why}. Leave it out; there are: {listed}.")
    return cls(**settings)


def from_dict(cls, data):
    """Returns the configuration of class `cls` that `to_dict` wrote.

    Raises:
        ValueError: If `data` is no dict, has a key that `cls` does not know, lacks a
            field, or holds a value of the wrong type or out of range.
    """
    if not isinstance(data, dict):
        raise ValueError(
            f"The settings of {cls.__name__} must be a dict. "
            f"Received: {type(data).__name__}"
        )
    return cls(**validated(cls, completed(cls, data)))


def completed(cls, data):
    """What `to_dict` wrote, with the defaults of fields that were added since."""
    added = {
        field.name: as_json(field.default)
        for field in dataclasses.fields(cls)
        if field.metadata.get("added")
    }
    return {**added, **data}


def validated(cls, data):
    """Returns `{field: value}` of a dataclass `cls` with every value checked.

    Raises:
        ValueError: As `from_dict`.
    """
    fields = {field.name: field for field in dataclasses.fields(cls)}
    check_names(cls, set(data) - set(fields), "does not know")
    check_names(cls, set(fields) - set(data), "needs")
    kinds = typing.get_type_hints(cls)
    values = {name: convert(data[name], kinds[name], name) for name in fields}
    for name, value in values.items():
        check_limits(name, value, **fields[name].metadata)
    return values


def check_names(cls, names, verb):
    if names:
        listed = ", ".join(sorted(map(repr, names)))
        raise ValueError(f"{cls.__name__} {verb} the setting(s) {listed}.")


def convert(value, kind, name):
    """Returns `value` as its annotation asks: exact types, lists as tuples."""
    value = value.item() if isinstance(value, np.generic) else value
    if isinstance(kind, types.UnionType) or typing.get_origin(kind) is typing.Union:
        return convert_optional(value, kind, name)
    if typing.get_origin(kind) is tuple:
        return convert_tuple(value, kind, name)
    if kind is float:
        return convert_float(value, name)
    if type(value) is not kind:
        raise ValueError(type_message(name, value, kind.__name__))
    return value


def convert_optional(value, kind, name):
    (inner,) = set(typing.get_args(kind)) - {type(None)}
    return None if value is None else convert(value, inner, name)


def convert_tuple(value, kind, name):
    inner = typing.get_args(kind)
    if not isinstance(value, (list, tuple)):
        raise ValueError(type_message(name, value, str(kind)))
    if inner[-1] is Ellipsis:
        inner = inner[:1] * len(value)
    if len(inner) != len(value):
        raise ValueError(type_message(name, value, str(kind)))
    return tuple(convert(*pair, name) for pair in zip(value, inner, strict=True))


def convert_float(value, name):
    if type(value) not in (int, float) or not abs(value) <= sys.float_info.max:
        raise ValueError(type_message(name, value, "finite float"))
    return float(value)


def type_message(name, value, kind):
    return (
        f"`{name}` must be of type {kind}. "
        f"Received: {name}={shortened(value)} of type {type(value).__name__}"
    )


def check_limits(name, value, low=None, high=None, choices=None, added=False):
    """Checks one value against the limits that `setting` declared."""
    if value is None:
        return
    if choices is not None and value not in choices:
        raise ValueError(
            f"`{name}` must be one of {', '.join(map(repr, choices))}. "
            f"Received: {name}={shortened(value)}"
        )
    sized = isinstance(value, (str, tuple))
    size = len(value) if sized else value
    what = f"the length of `{name}`" if sized else f"`{name}`"
    if low is not None and size < low:
        raise ValueError(f"{what} must be at least {low}. Received: {shortened(value)}")
    if high is not None and size > high:
        raise ValueError(f"{what} must be at most {high}. Received: {shortened(value)}")


def shortened(value):
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
