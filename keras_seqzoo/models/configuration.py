"""Configurations: frozen dataclasses that check every value they are given."""

import dataclasses
import types
import typing


def setting(default, low=None, high=None, choices=None):
    """Declares a field of a `Configuration` with its default and its range.

    Args:
        default: Value when none is given; its type is checked by the annotation.
        low: Smallest allowed number, or smallest length of a tuple or string.
        high: Largest allowed number, or largest length of a tuple or string.
        choices: Allowed values, or `None`.

    Returns:
        A `dataclasses.field`.

    Example:

    >>> units: int = setting(128, low=1, high=8192)
    """
    limits = {"low": low, "high": high, "choices": choices}
    return dataclasses.field(default=default, metadata=limits)


@dataclasses.dataclass(frozen=True)
class Configuration:
    """Base of the configurations of architectures: immutable, validated, JSON-able.

    Fields are `int`, `float`, `bool`, `str`, `None` unions of these and (nested)
    tuples of these; lists become tuples.

    Raises:
        ValueError: If a value has the wrong type or is out of its range.

    Example:

    >>> @dataclasses.dataclass(frozen=True)
    ... class TinyConfig(Configuration):
    ...     units: int = setting(8, low=1, high=64)
    >>> TinyConfig(units=16)
    TinyConfig(units=16)
    """

    def __post_init__(self):
        kinds = typing.get_type_hints(type(self))
        for field in dataclasses.fields(self):
            value = convert(getattr(self, field.name), kinds[field.name], field.name)
            check_limits(field, value)
            object.__setattr__(self, field.name, value)


def to_dict(config):
    """Returns a configuration as a dict of JSON values (tuples become lists)."""
    return {
        field.name: as_json(getattr(config, field.name))
        for field in dataclasses.fields(config)
    }


def from_dict(cls, data):
    """Returns the configuration of class `cls` that `to_dict` wrote.

    Raises:
        ValueError: If `data` is no dict, has a key that `cls` does not know, lacks a
            field, or holds a value of the wrong type or out of range.
    """
    if not isinstance(data, dict):
        raise ValueError(
            f"`data` of a {cls.__name__} must be a dict. Received: {type(data).__name__}"
        )
    names = {field.name for field in dataclasses.fields(cls)}
    check_names(cls, set(data) - names, "does not know")
    check_names(cls, names - set(data), "needs")
    return cls(**data)


def check_names(cls, names, verb):
    if names:
        listed = ", ".join(sorted(map(repr, names)))
        raise ValueError(f"{cls.__name__} {verb} the setting(s) {listed}.")


def convert(value, kind, name):
    """Returns `value` as the annotated `kind`: exact types, int where float is asked."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return convert_union(value, inner, name)
    if origin is tuple and isinstance(value, (list, tuple)):
        return tuple(convert(item, inner[0], name) for item in value)
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not (origin or kind):
        raise ValueError(
            f"`{name}` must be of type {readable(kind)}. "
            f"Received: {name}={value!r} of type {type(value).__name__}"
        )
    return value


def convert_union(value, kinds, name):
    if value is None and type(None) in kinds:
        return None
    (kind,) = [kind for kind in kinds if kind is not type(None)]
    return convert(value, kind, name)


def readable(kind):
    return (
        getattr(kind, "__name__", str(kind)) if not typing.get_args(kind) else str(kind)
    )


def check_limits(field, value):
    """Checks one value against the limits that `setting` declared."""
    if value is None:
        return
    low, high, choices = (field.metadata.get(key) for key in ("low", "high", "choices"))
    if choices is not None and value not in choices:
        raise ValueError(
            f"`{field.name}` must be one of {', '.join(map(repr, choices))}. "
            f"Received: {field.name}={value!r}"
        )
    size = len(value) if isinstance(value, (str, tuple)) else value
    if low is not None and not size >= low:
        raise ValueError(limit_message(field, "at least", low, value))
    if high is not None and not size <= high:
        raise ValueError(limit_message(field, "at most", high, value))


def limit_message(field, bound, limit, value):
    what = "length of " if isinstance(value, (str, tuple)) else ""
    shown = repr(value) if len(repr(value)) < 80 else f"{repr(value)[:77]}..."
    return (
        f"The {what}`{field.name}` must be {bound} {limit}. "
        f"Received: {field.name}={shown}"
    )


def as_json(value):
    return [as_json(item) for item in value] if isinstance(value, tuple) else value
