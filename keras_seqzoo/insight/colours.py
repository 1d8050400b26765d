"""Numbers as background colours on which black text can be read."""

import numpy as np

ABOVE, BELOW = (31, 95, 168), (200, 90, 20)
STRONGEST = 0.75


def shades(values, signed=False):
    """Returns a number in [-1, 1] for each number: how far it is from the lightest one.

    Args:
        values: Sequence of numbers.
        signed: Whether zero is the lightest; else it is the smallest number.

    Example:

    >>> shades([1.0, 2.0, 3.0]), shades([0.5, -2.0], signed=True)
    ([0.0, 0.5, 1.0], [0.25, -1.0])
    """
    values = np.nan_to_num(np.asarray(values, np.float64))
    low = 0.0 if signed else values.min(initial=np.inf)
    span = np.max(np.abs(values - low), initial=0) or 1.0
    return ((values - low) / span).tolist()


def colour(shade):
    """Returns the (red, green, blue) of a shade that is drawn on white."""
    ink = ABOVE if shade > 0 else BELOW
    strength = STRONGEST * abs(shade)
    return tuple(round(255 + (part - 255) * strength) for part in ink)


def as_hex(colour):
    """`(255, 0, 16)` as `"#ff0010"`."""
    return "#{:02x}{:02x}{:02x}".format(*colour)
