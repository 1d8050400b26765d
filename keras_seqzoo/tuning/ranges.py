"""What a hyperparameter may be: plain data that also works without keras-tuner."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Integer:
    """Whole numbers from `low` to `high`, both included.

    Args:
        low: Smallest value.
        high: Largest value.
        step: Distance between values.
        log: Whether values are drawn evenly in their logarithm; `step` then multiplies.
        when: `(setting, values)`: drawn only if that setting has one of the values.
    """

    low: int
    high: int
    step: int | None = None
    log: bool = False
    when: tuple | None = None

    def __post_init__(self):
        check_order(self)

    def draw(self, hp, name, default=None):
        """Draws a value from keras-tuner's `HyperParameters`."""
        default = None if default is None else min(max(default, self.low), self.high)
        return hp.Int(
            name, self.low, self.high, self.step, sampling(self), default=default
        )

    def describe(self):
        """Returns the range as text for a table."""
        return describe_numbers(self)


@dataclasses.dataclass(frozen=True)
class Real:
    """Numbers from `low` to `high`, drawn evenly or evenly in their logarithm.

    Args:
        low: Smallest value.
        high: Largest value.
        step: Distance between values.
        log: Whether values are drawn evenly in their logarithm; `step` then multiplies.
        when: `(setting, values)`: drawn only if that setting has one of the values.
    """

    low: float
    high: float
    step: float | None = None
    log: bool = False
    when: tuple | None = None

    def __post_init__(self):
        check_order(self)

    def draw(self, hp, name, default=None):
        """Draws a value from keras-tuner's `HyperParameters`."""
        default = None if default is None else min(max(default, self.low), self.high)
        return hp.Float(
            name, self.low, self.high, self.step, sampling(self), default=default
        )

    def describe(self):
        """Returns the range as text for a table."""
        return describe_numbers(self)


@dataclasses.dataclass(frozen=True)
class Choice:
    """One of several values.

    Args:
        values: The values, all of one type.
        when: `(setting, values)`: drawn only if that setting has one of the values.
    """

    values: tuple
    when: tuple | None = None

    def __post_init__(self):
        if not self.values:
            raise ValueError("`values` of a Choice must not be empty.")
        if len({type(value) for value in self.values}) > 1:
            raise ValueError(
                "`values` of a Choice must be of one type. "
                f"Received: values={self.values}"
            )

    def draw(self, hp, name, default=None):
        """Draws a value from keras-tuner's `HyperParameters`."""
        default = default if default in self.values else None
        return hp.Choice(name, list(self.values), ordered=False, default=default)

    def describe(self):
        """Returns the values as text for a table."""
        return ", ".join(map(str, self.values))


def every_choice(config_class, name):
    """Returns a `Choice` of all values that a configuration allows for a setting."""
    (field,) = (f for f in dataclasses.fields(config_class) if f.name == name)
    return Choice(tuple(field.metadata["choices"]))


def sampling(span):
    return "log" if span.log else "linear"


def describe_numbers(span):
    text = f"{span.low:g} to {span.high:g}"
    if span.step:
        text += f" {'times' if span.log else 'by'} {span.step:g}"
    return f"{text}, log" if span.log else text


def check_order(span):
    if not span.low < span.high:
        raise ValueError(
            "`low` must be less than `high`. "
            f"Received: low={span.low}, high={span.high}"
        )
    if span.log and span.low <= 0:
        raise ValueError(
            f"A range with log=True must be positive. Received: low={span.low}"
        )
    if span.step is not None and not span.step > (1 if span.log else 0):
        raise ValueError(
            f"`step` must be greater than {1 if span.log else 0}. "
            f"Received: step={span.step}"
        )
