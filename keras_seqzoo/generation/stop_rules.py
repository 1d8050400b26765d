"""When to end a generation."""

from keras_seqzoo.number_checks import check_integer


def stop_strings(stop):
    """Returns `stop` (a string, a list of strings or `None`) as a tuple of strings.

    Raises:
        ValueError: If it is anything else or holds an empty string.
    """
    if stop is None:
        return ()
    strings = tuple(stop) if isinstance(stop, (list, tuple)) else (stop,)
    if not all(isinstance(string, str) and string for string in strings):
        raise ValueError(
            "`stop` must be a non-empty string, a list of such or None. "
            f"Received: stop={stop!r}"
        )
    return strings


def until(pieces, length=None, stop=None):
    """Yields pieces of a text up to a number of them or to the end of a stop string.

    Args:
        pieces: Iterable of strings, characters or words.
        length: Most pieces to yield, or `None`.
        stop: String or list of strings; the one that ends the text is part of it.

    Raises:
        ValueError: If `length` is negative or no integer, or `stop` is not of strings.

    Example:

    >>> "".join(until("to be, or not", stop=", "))
    'to be, '
    """
    check_length(length)
    return take(pieces, length, stop_strings(stop))


def take(pieces, length, strings):
    if length == 0:
        return
    rule = StopRule(length, strings)
    for piece in pieces:
        yield rule.kept(piece)
        if rule.ended:
            return


class StopRule:
    """Tells where a text that comes in pieces ends.

    Args:
        length: Most pieces, or `None`.
        strings: Tuple of stop strings.

    Attributes:
        ended: Whether the last piece was the end.
    """

    def __init__(self, length, strings):
        self.length, self.strings = length, strings
        self.longest = max(map(len, strings), default=0)
        self.count, self.tail, self.ended = 0, "", False

    def kept(self, piece):
        """Returns a piece, without what stands after a stop string."""
        self.count += 1
        end = self.end_in(piece)
        self.ended = self.count == self.length or end is not None
        self.tail = (self.tail + piece)[-self.longest :] if self.longest else ""
        return piece[:end]

    def end_in(self, piece):
        """Where in a piece the first stop string ends, `None` where none does."""
        if not self.strings:
            return None
        ends = range(1, len(piece) + 1)
        whole, before = self.tail + piece, len(self.tail)
        found = (end for end in ends if whole[: before + end].endswith(self.strings))
        return next(found, None)


def cut(text, strings):
    """Returns `(text up to the end of the first stop string, whether there is one)`.

    >>> cut("the cat sat", ("cat",))
    ('the cat', True)
    """
    rule = StopRule(None, strings)
    return rule.kept(text), rule.ended


def check_length(length):
    if length is not None:
        check_integer("length", length, low=0)
