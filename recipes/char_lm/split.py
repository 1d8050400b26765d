"""Tiny Shakespeare and its split: 90 % to train, 5 % to choose, 5 % to test."""

SHAKESPEARE = "lm/tinyshakespeare/input.txt"


def split(text):
    """Returns the parts of a text as a dict of strings.

    `train` is the first 90 %, `last tenth` the rest; its first half is `dev`, by which
    the best epoch is chosen, its second half `test`.
    """
    border, half = int(0.9 * len(text)), int(0.95 * len(text))
    return {
        "train": text[:border],
        "dev": text[border:half],
        "test": text[half:],
        "last tenth": text[border:],
    }
