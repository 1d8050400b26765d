"""The nodes that pictures of cells are made of."""

import numpy as np

from cell_pages.figure import Node, wire


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.maximum(z, 0)


def same(z):
    return z


FUNCTIONS = {"σ": sigmoid, "tanh": np.tanh, "relu": relu, "g": np.tanh, "W": same}
OPERATIONS = {
    "⊙": (np.multiply, "({0} ⊙ {1})"),
    "+": (np.add, "({0} + {1})"),
    "1−": (lambda z: 1 - z, "(1 − {0})"),
}


def entering(at, name):
    """The input or a state, where it enters."""
    side = "right" if name.startswith("x") else "above-start"
    return Node("in", "", at, name=name, name_at=side)


def leaving(at, source, name):
    """The output or a state, where it leaves."""
    side = "right" if at[1] < 0.5 else "above-end"
    value = lambda w, value: value  # noqa: E731
    return Node("out", "", at, (wire(source),), value, name, side)


def join(at, *sources, name, name_at="up-right"):
    """Values side by side, as in the textbook's [a, x]."""
    wires = tuple(map(wire, sources))
    return Node("join", "", at, wires, lambda w, *v: v, name, name_at, "[{0}, {1}]")


def columns(array, k, of):
    """Columns of gate `k` of `of` gates."""
    return np.split(array, of, axis=-1)[k]


def gate(at, source, text, k, of, name, **look):
    """A gate that sees joined inputs and state through kernel and recurrent kernel."""

    def value(w, joined):
        x, h = joined
        z = x @ columns(w["kernel"], k, of) + h @ columns(w["recurrent_kernel"], k, of)
        return FUNCTIONS[text](z + columns(w["bias"], k, of))

    words = f"{text}(W {{0}} + b)"
    return Node(
        "gate", text, at, (wire(source),), value, name, expression=words, **look
    )


def input_gate(at, source, text, k, of, name, **look):
    """A gate that sees the inputs only."""

    def value(w, x):
        z = x @ columns(w["kernel"], k, of) + columns(w["bias"], k, of)
        return FUNCTIONS[text](z)

    words = "(W {0} + b)" if text == "W" else f"{text}(W {{0}} + b)"
    return Node(
        "gate", text, at, (wire(source),), value, name, expression=words, **look
    )


def layer(at, sources, text, value, words, name="", **look):
    """A box with weights of its own: `value(weights, value of each wire)`."""
    wires = tuple(map(wire, sources))
    return Node("gate", text, at, wires, value, name, expression=words, **look)


def function(at, sources, text, value=None, words=None, name="", **look):
    """A function of each unit, without a matrix."""
    apply = value or (lambda w, z: FUNCTIONS[text](z))
    words = words or f"{text}({{0}})"
    sources = (sources,) if isinstance(sources, str) else sources
    wires = tuple(map(wire, sources))
    return Node("function", text, at, wires, apply, name, expression=words, **look)


def operation(at, text, *sources, name="", **look):
    """An operation of each unit: product, sum or one minus."""
    apply, words = OPERATIONS[text]
    wires = tuple(map(wire, sources))
    return Node(
        "operation",
        text,
        at,
        wires,
        lambda w, *v: apply(*v),
        name,
        expression=words,
        **look,
    )
