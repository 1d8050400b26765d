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
    """

    low: int
    high: int
    step: int | None = None
    log: bool = False

    def __post_init__(self):
        check_order(self)

    def draw(self, hp, name):
        """Draws a value from keras-tuner's `HyperParameters`."""
        sampling = "log" if self.log else "linear"
        return hp.Int(name, self.low, self.high, step=self.step, sampling=sampling)


@dataclasses.dataclass(frozen=True)
class Real:
    """Numbers from `low` to `high`, drawn evenly or evenly in their logarithm."""

    low: float
    high: float
    step: float | None = None
    log: bool = False

    def __post_init__(self):
        check_order(self)

    def draw(self, hp, name):
        """Draws a value from keras-tuner's `HyperParameters`."""
        sampling = "log" if self.log else "linear"
        return hp.Float(name, self.low, self.high, step=self.step, sampling=sampling)


@dataclasses.dataclass(frozen=True)
class Choice:
    """One of several values."""

    values: tuple

    def __post_init__(self):
        if not self.values:
            raise ValueError("`values` of a Choice must not be empty.")

    def draw(self, hp, name):
        """Draws a value from keras-tuner's `HyperParameters`."""
        return hp.Choice(name, list(self.values))


def check_order(span):
    if not span.low < span.high:
        raise ValueError(
            "`low` must be less than `high`. "
            f"Received: low={span.low}, high={span.high}"
        )
    if span.log and span.low <= 0:
        raise ValueError(
            f"A range with log=True must be positive. Received: {span.low}"
        )
