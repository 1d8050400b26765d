"""The nodes of cells with layer normalisation."""

import numpy as np

from cell_pages.parts import FUNCTIONS, columns, function, layer


def normal(z, epsilon=1e-3):
    """Zero mean, unit variance over the units."""
    deviation = np.sqrt(z.var(axis=-1, keepdims=True) + epsilon)
    return (z - z.mean(axis=-1, keepdims=True)) / deviation


def normalised(at, source, kernel, scale, state="a", name="", **look):
    """A box that multiplies by a matrix and normalises the product."""
    text = f"N(W {'x' if kernel == 'kernel' else state})"

    def value(w, v):
        return w[scale] * normal(v @ w[kernel])

    return layer(at, (source,), text, value, "N(W {0})", name, **look)


def part(at, source, text, k, of, name, **look):
    """A function of the columns of one gate, with its bias."""

    def value(w, z):
        return FUNCTIONS[text](columns(z + w["bias"], k, of))

    return function(at, source, text, value, f"{text}({{0}} + b)", name, **look)
