"""Scores and sizes of `results.json` in words."""

SHARES = ("f1", "accuracy", "precision", "recall")


def headline(results):
    """Returns the first test score as a string, `""` if there is none.

    >>> headline({"metrics": {"f1": 0.8512}})
    'f1 85.12 %'
    """
    flat = (pair for pair in results.get("metrics", {}).items() if is_number(pair[1]))
    name, value = next(flat, (None, None))
    return "" if name is None else f"{name} {score(name, value)}"


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def score(name, value):
    """Returns shares as percentages and other scores with four significant digits."""
    if name.removeprefix("test_").removeprefix("dev_") in SHARES:
        return f"{100 * value:.2f} %"
    return f"{value:.4g}"


def size(count):
    """Returns a number of bytes as a string.

    >>> size(2_500_000), size(4_321)
    ('2.5 MB', '4.3 kB')
    """
    if count is None:
        return ""
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{count / 1e3:.1f} kB"
