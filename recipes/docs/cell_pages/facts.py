"""What a cell tells of itself: its docstring, its weights and their number."""

import inspect
import math
import re
from typing import NamedTuple

from keras_seqzoo import cells

EXAMPLE = {"D": 64, "U": 128, "P": 32}


class Texts(NamedTuple):
    """A docstring: first line, equations with what stands around them, source."""

    summary: str
    body: str
    reference: str


def texts(name):
    """Returns the parts of the docstring of a cell."""
    text = inspect.getdoc(getattr(cells, name))
    summary, _, rest = text.partition("\n\n")
    body, _, sections = rest.partition("\n\nArgs:")
    reference = sections.partition("Reference: ")[2]
    body = body.replace("$$\n$$", "$$\n\n$$")
    return Texts(one_line(summary), body.strip(), one_line(reference))


def one_line(text):
    return " ".join(text.split())


def example_cell(page):
    """Returns the built cell whose parameters a page counts."""
    arguments = {name: EXAMPLE["P"] for name in page.arguments}
    cell = getattr(cells, page.cell)(EXAMPLE["U"], **arguments)
    cell.build((None, EXAMPLE["D"]))
    return cell


def count(cell):
    return sum(math.prod(weight.shape) for weight in cell.weights)


def value(formula, sizes=EXAMPLE):
    """Computes a formula such as `"4 U (D + 1)"`, where a space multiplies."""
    product = re.sub(r"(?<=[\w)]) (?=[\w(])", " * ", formula)
    if not re.fullmatch(r"[DUP\d\s()*+]*", product):
        raise ValueError(f"{formula!r} is not a formula of D, U and P")
    return eval(product, {"__builtins__": {}}, sizes)


def shape(weight):
    """The shape of a weight of the example in D, U and P."""
    return "[" + ", ".join(map(size, weight.shape)) + "]"


def size(number):
    names = {number: letter for letter, number in EXAMPLE.items()}
    if number in names:
        return names[number]
    multiple, rest = divmod(number, EXAMPLE["U"])
    return str(number) if rest else f"{multiple}U"
