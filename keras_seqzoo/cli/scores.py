"""Scores and sizes of `results.json` in words."""

MAIN = (
    "f1",
    "accuracy",
    "nats_per_char_documents",
    "nats_per_char",
    "perplexity",
    "correlation",
)
SHARES = ("f1", "accuracy", "macro_f1", "precision", "recall")


def headline(results):
    """Returns the main test score as a string, `""` if there is none.

    >>> headline({"metrics": {"precision": 0.9, "f1": 0.8512}})
    'f1 85.12 %'
    """
    metrics = results.get("metrics", {})
    name = next((name for name in MAIN if name in metrics), None)
    return "" if name is None else f"{name} {score(name, metrics[name])}"


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def score(name, value):
    """Returns shares as percentages and other scores with four significant digits."""
    if name in SHARES:
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
