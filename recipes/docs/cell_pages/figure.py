"""A picture of a cell as a graph of data flow: it can be drawn, read and computed.

Each node knows where it stands, which wires reach it and what it makes of the values
on those wires and nothing else. So the picture can be held against the cell itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple


class Wire(NamedTuple):
    """A line from a source to a node, with the turns it takes."""

    source: str
    route: str = ""


def wire(text):
    """`"f"` or `"f:v2 h"` -> `Wire`."""
    source, _, route = text.partition(":")
    return Wire(source, route)


@dataclass(frozen=True)
class Node:
    """One box, circle or end of a line.

    Args:
        shape: `"gate"`, `"function"`, `"operation"`, `"join"`, `"in"` or `"out"`.
        text: What stands inside.
        at: Centre `(x, y)` on the grid; y grows downwards.
        wires: Where its values come from, in the order `value` takes them.
        value: Function of (weights by name, value of each wire).
        name: Symbol of the value, beside the node.
        name_at: Side of the name: a key of `labels.SIDES`, or `"nowhere"`.
        expression: Pattern of the value in words, `{0}` for the first wire.
    """

    shape: str
    text: str
    at: tuple
    wires: tuple = ()
    value: Callable | None = None
    name: str = ""
    name_at: str = "up-left"
    expression: str = "{0}"


@dataclass(frozen=True)
class Figure:
    """A picture of a cell.

    Args:
        title: Name of the cell.
        size: `(width, height)` on the grid.
        nodes: `{id: Node}`.
        states: Ids of the states that enter, in the order of the cell.
        new_states: Ids of those that leave.
        output: Id of the output.
    """

    title: str
    size: tuple
    nodes: dict
    states: tuple
    new_states: tuple
    output: str = "y"


def evaluate(figure, weights, x, states):
    """Computes the figure: returns `(output, new states)` as the cell does."""
    known = dict(zip(("x", *figure.states), (x, *states), strict=True))

    def value(key):
        if key not in known:
            node = figure.nodes[key]
            inputs = [value(w.source) for w in node.wires]
            known[key] = node.value(weights, *inputs)
        return known[key]

    return value(figure.output), [value(key) for key in figure.new_states]


def expression(figure, key):
    """Returns what a node computes, in words; a named node stands for itself."""
    node = figure.nodes[key]
    sources = [w.source for w in node.wires]
    names = [figure.nodes[s].name or expression(figure, s) for s in sources]
    if node.expression.endswith("({0})"):
        names = [outer(name) for name in names]
    return node.expression.format(*names)


def sentences(figure):
    """Returns one equation for each node that has a name and computes something."""
    equations = {
        node.name: outer(expression(figure, key))
        for key, node in figure.nodes.items()
        if node.name and node.value and node.shape not in ("join", "out")
    }
    return [f"{name} = {value}" for name, value in equations.items()]


def outer(expression):
    """Removes a pair of brackets around the whole of an expression."""
    inside = expression[1:-1]
    whole = expression.startswith("(") and expression.endswith(")")
    return inside if whole and balanced(inside) else expression


def balanced(text):
    depth = 0
    for letter in text:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if depth < 0:
            return False
    return depth == 0
