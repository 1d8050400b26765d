"""Whether a sentence of test data stands in training data, however it is written."""

import unicodedata

BRACKETS = {"-lrb-": "", "-rrb-": ""}


def normal(text):
    """Returns the letters and digits of a text, without case, accents and spaces.

    >>> normal("It 's a café, Don't!") == normal("it's a cafe , do n't")
    True
    """
    lower = text.casefold()
    for bracket in BRACKETS:
        lower = lower.replace(bracket, "")
    parts = unicodedata.normalize("NFKD", lower)
    return "".join(c for c in parts if c.isalnum())


def without(train, *held_out):
    """Returns the training examples whose text stands in no held-out data."""
    known = {normal(text) for part in held_out for _, text in part}
    return [pair for pair in train if normal(pair[1]) not in known]


def count(train, test):
    """Returns how many texts of the test data stand in the training data."""
    known = {normal(text) for _, text in train}
    return sum(normal(text) in known for _, text in test)
