"""Constructor arguments that store, check and serialise themselves."""

import inspect
from collections.abc import Callable
from numbers import Integral, Real
from typing import NamedTuple

import keras
from keras import activations, constraints, initializers, regularizers


class Kind(NamedTuple):
    """How an argument is read from what a caller or a file gives, and written."""

    read: Callable
    write: Callable


def read_cell(value):
    """Returns a cell from a cell or from its serialised form."""
    if isinstance(value, dict):
        return keras.saving.deserialize_keras_object(value)
    return value


KINDS = {
    "activation": Kind(activations.get, activations.serialize),
    "initializer": Kind(initializers.get, initializers.serialize),
    "regularizer": Kind(regularizers.get, regularizers.serialize),
    "constraint": Kind(constraints.get, constraints.serialize),
    "cell": Kind(read_cell, keras.saving.serialize_keras_object),
}
PLAIN = Kind(lambda value: value, lambda value: value)


def kind_of(name):
    """Returns the kind of an argument, known by the last word of its name."""
    return KINDS.get(name.rpartition("_")[2], PLAIN)


def arguments_of(cls):
    """Names of the arguments of `cls.__init__`, without `self` and `**kwargs`."""
    return tuple(
        p.name
        for p in inspect.signature(cls.__init__).parameters.values()
        if p.name != "self" and p.kind is not p.VAR_KEYWORD
    )


class Settings:
    """Mixin: keeps every constructor argument as an attribute and in `get_config`.

    A constructor calls `self.store(locals(), ItsClass)` after `super().__init__`.
    """

    def store(self, given, cls):
        """Stores the arguments of `cls.__init__`; `given` is its `locals()`."""
        known = getattr(self, "setting_names", ())
        names = tuple(n for n in arguments_of(cls) if n not in known)
        for name in names:
            setattr(self, name, kind_of(name).read(given[name]))
        self.setting_names = known + names

    def get_config(self):
        return super().get_config() | {
            name: self.written(name) for name in self.setting_names
        }

    def written(self, name):
        """Returns an argument as JSON can hold it."""
        value = getattr(self, name)
        return None if value is None else kind_of(name).write(value)

    def check_positive(self, *names):
        for name in names:
            value = getattr(self, name)
            if not isinstance(value, Integral) or isinstance(value, bool) or value <= 0:
                raise ValueError(
                    f"`{name}` must be a positive integer. Received: {name}={value!r}"
                )
            setattr(self, name, int(value))

    def check_fraction(self, *names):
        for name in names:
            setattr(self, name, fraction(name, getattr(self, name)))

    def check_bound(self, *names):
        for name in names:
            value = getattr(self, name)
            if value is None:
                continue
            if not isinstance(value, Real) or not value > 0:
                raise ValueError(
                    f"`{name}` must be a positive number or None. "
                    f"Received: {name}={value!r}"
                )
            setattr(self, name, float(value))

    def check_choice(self, name, choices):
        if getattr(self, name) not in choices:
            raise ValueError(
                f"`{name}` must be one of {', '.join(map(repr, choices))}. "
                f"Received: {name}={getattr(self, name)!r}"
            )


def fraction(name, value):
    """Returns `value` as a float if it is in [0, 1)."""
    if not isinstance(value, Real) or not 0 <= value < 1:
        raise ValueError(
            f"`{name}` must be a number in [0, 1). Received: {name}={value!r}"
        )
    return float(value)
