"""What the commands print: JSON lines for programs, styled text for people."""

import dataclasses
import json
import math
import sys

CONTROL = {code: chr(0x2400 + code) for code in range(0x20)}
CONTROL |= {0x7F: "\u2421"} | dict.fromkeys(range(0x80, 0xA0), "\ufffd")
CONTROL |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
CONTROL |= dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\ufffd")
CONTROL |= dict.fromkeys([0x2028, 0x2029], " ")
KEPT = CONTROL | {ord("\n"): "\n", ord("\t"): "\t"}


def visible(text):
    """Replaces each control character by one visible character; offsets stay."""
    return text.translate(CONTROL)


def visible_lines(text):
    """As `visible`, but keeps line ends and tabs."""
    return text.translate(KEPT)


def print_json(value):
    """Writes one object on one line of plain ASCII."""
    sys.stdout.write(json.dumps(plain(value), allow_nan=False) + "\n")
    sys.stdout.flush()


def plain(value):
    """Returns a value made of JSON's own types, from dataclasses, tuples and NumPy.

    Numbers that JSON has no name for, infinity and NaN, become `None`.
    """
    if dataclasses.is_dataclass(value):
        value = dataclasses.asdict(value)
    elif hasattr(value, "_asdict"):
        value = value._asdict()
    elif hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def console():
    """A rich console that takes texts as they are: no markup, no wrapping."""
    from rich.console import Console

    return Console(
        markup=False, emoji=False, highlight=False, soft_wrap=True, legacy_windows=False
    )


def print_table(title, columns, rows):
    """Prints rows of strings under column names."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(visible(title)), title_justify="left", box=box.SIMPLE_HEAD)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(visible(str(cell))) for cell in row))
    console().print(table, soft_wrap=False)
