"""Numbers that a user gave, checked."""

import math
import numbers


def check_number(name, value, low, low_allowed=True, high=math.inf):
    """Checks that `value` is a finite number from `low` to `high`.

    Raises:
        ValueError: If it is anything else.
    """
    good = isinstance(value, numbers.Real) and not isinstance(value, bool)
    good = good and math.isfinite(value)
    if good and low <= value <= high and (low_allowed or value > low):
        return
    bound = f"{'at least' if low_allowed else 'greater than'} {low}"
    bound += "" if high == math.inf else f" and at most {high}"
    raise ValueError(
        f"`{name}` must be a finite number {bound}. Received: {name}={value!r}"
    )


def check_integer(name, value, low, high=None):
    """Checks that `value` is an integer from `low` to `high`, if there is one.

    Raises:
        ValueError: If it is anything else.
    """
    good = isinstance(value, numbers.Integral) and not isinstance(value, bool)
    if good and low <= value and (high is None or value <= high):
        return
    bound = f"of at least {low}" if high is None else f"in [{low}, {high}]"
    raise ValueError(f"`{name}` must be an integer {bound}. Received: {name}={value!r}")


def check_share(name, value):
    """Checks that `value` is in (0, 1].

    Raises:
        ValueError: If it is anything else.
    """
    check_number(name, value, low=0, low_allowed=False, high=1)


def check_seed(seed):
    """Checks that `seed` is an integer of at least 0 or `None`.

    Raises:
        ValueError: If it is anything else.
    """
    if seed is not None:
        check_integer("seed", seed, low=0)
