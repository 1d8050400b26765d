"""Search spaces as TOML files."""

import tomllib
from pathlib import Path

from keras_seqzoo.tuning.ranges import Choice, Integer, Real

NUMBERS = {"low", "high", "step", "log"}


def read_space(path):
    """Returns the changes of a search space that a TOML file asks for.

    A number or a string fixes a setting, a list is a choice, a table with `low` and
    `high` (and `step`, `log`) is a range; it is one of whole numbers if both are.

    Args:
        path: The file.

    Returns:
        Mapping of setting to a range or a value, as `tune` takes it.

    Raises:
        ValueError: If the file is no TOML or an entry is none of these.

    Example:

    >>> Path("space.toml").write_text("units = {low = 64, high = 256, step = 64}")
    >>> read_space("space.toml")
    {'units': Integer(low=64, high=256, step=64, log=False, when=None)}
    """
    text = Path(path).read_text(encoding="utf-8")
    try:
        entries = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path} is not TOML: {error}") from error
    return {name: entry(path, name, value) for name, value in entries.items()}


def entry(path, name, value):
    """Returns the range or the value of one entry."""
    try:
        if isinstance(value, list):
            return Choice(tuple(value))
        if isinstance(value, dict):
            return numbers(value)
    except ValueError as error:
        raise ValueError(f"{path}: {name}: {error}") from error
    return value


def numbers(table):
    """Returns the range of a table of TOML."""
    if unknown := sorted(set(table) - NUMBERS):
        raise ValueError(
            f"unknown key {unknown[0]!r}; known: {', '.join(sorted(NUMBERS))}"
        )
    if not {"low", "high"} <= set(table):
        raise ValueError("a range needs `low` and `high`")
    ends = [table["low"], table["high"]]
    if any(type(end) not in (int, float) for end in ends):
        raise ValueError(f"`low` and `high` must be numbers, not {ends}")
    kind = Integer if all(type(end) is int for end in ends) else Real
    return kind(**table)
