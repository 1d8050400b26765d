"""Symbols such as `Γ_u` and `c̃^⟨t−1⟩` as text of an SVG."""

import re

PARTS = re.compile(r"([_^])(?:\{([^}]*)\}|(⟨[^⟩]*⟩|.))|([^_^]+)")
SIDES = {
    "up-left": (-0.14, -0.18, "end"),
    "up-right": (0.14, -0.18, "start"),
    "above": (0.0, -0.18, "middle"),
    "above-start": (0.0, -0.18, "start"),
    "above-end": (0.0, -0.18, "end"),
    "right": (0.18, 0.06, "start"),
    "right-up": (0.1, -0.16, "start"),
    "left": (-0.18, 0.13, "end"),
    "down-right": (0.14, 0.42, "start"),
    "down-left": (-0.14, 0.42, "end"),
    "below": (0.0, 0.42, "middle"),
}
SCRIPT = 0.68
SHIFT = {"_": 0.24, "^": -0.42}


def parts(text):
    """`"c^⟨t⟩"` -> `[("", "c"), ("^", "⟨t⟩")]`."""
    return [
        (mark, braced or short or plain)
        for mark, braced, short, plain in PARTS.findall(text)
    ]


def plain(text):
    """The symbol without marks, for readers of the description."""
    return "".join(part for _, part in parts(text))


def tspans(text, size):
    """Yields `(text, attributes)` of the pieces; shifts are undone by the next one."""
    back = 0.0
    for mark, part in parts(text):
        shift = SHIFT.get(mark, 0.0) * size
        attributes = {"dy": f"{shift - back:.1f}"} if shift != back else {}
        if mark:
            attributes["font-size"] = f"{SCRIPT * size:.1f}"
        if italic(part):
            attributes["font-style"] = "italic"
        yield part, attributes
        back = shift


def italic(part):
    """Whether a piece is one Latin letter, with or without an accent."""
    return part[0].isascii() and part[0].isalpha() and len(part.rstrip("\u0303")) == 1


def width(text, size):
    """About how wide a symbol is, in the units of its size."""
    return sum(
        0.55 * size * (SCRIPT if mark else 1) * len(part.replace("\u0303", ""))
        for mark, part in parts(text)
    )
