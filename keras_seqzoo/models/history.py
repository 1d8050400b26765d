"""The history of a training in the form of `results.json`."""

PLOTTED = ("loss", "dev_loss", "score")


def series(history):
    """Returns `{name: [a number an epoch]}` of what every epoch was measured by.

    Args:
        history: A list of dicts, one an epoch, as `fit` of a task returns it.

    Example:

    >>> series([{"loss": 2.5, "score": 0.6}, {"loss": 1.5, "score": 0.7}])
    {'loss': [2.5, 1.5], 'score': [0.6, 0.7]}
    """
    names = [n for n in PLOTTED if all(n in epoch for epoch in history)]
    return {n: [float(epoch[n]) for epoch in history] for n in names if history}
