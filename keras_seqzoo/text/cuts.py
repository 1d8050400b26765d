"""Where a long sentence is read in parts."""

MAX_WORDS = 256
MARKS = frozenset([",", ";", ":", ".", "!", "?", "…", "–", "—", ")"])


def cut(words, most=MAX_WORDS):
    """Ranges of at most `most` words that cover a list of words.

    A part ends after the last punctuation mark in its second half, where hardly a name
    is split; without one it is as long as may be.

    >>> cut(["so", ",", "it", "is"], 3)
    [(0, 2), (2, 4)]
    """
    ranges, start = [], 0
    while len(words) - start > most:
        stop = end_of_part(words, start, most)
        ranges.append((start, stop))
        start = stop
    return [*ranges, (start, len(words))] if start < len(words) else ranges


def end_of_part(words, start, most):
    stop = start + most
    places = range(stop, start + most // 2, -1)
    return next((place for place in places if words[place - 1] in MARKS), stop)
