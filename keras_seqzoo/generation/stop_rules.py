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


def until(characters, length=None, stop=None):
    """Yields characters up to a number of them or up to the end of a stop string.

    Args:
        characters: Iterable of strings of one character.
        length: Most characters to yield, or `None`.
        stop: String or list of strings; the one that ends the text is part of it.

    Raises:
        ValueError: If `length` is negative or no integer, or `stop` is not of strings.

    Example:

    >>> "".join(until("to be, or not", stop=", "))
    'to be, '
    """
    check_length(length)
    return take(characters, length, stop_strings(stop))


def take(characters, length, strings):
    if length == 0:
        return
    ended = ended_by(length, strings)
    for character in characters:
        yield character
        if ended(character):
            return


def ended_by(length, strings):
    """Returns a function that is told each string and answers whether it is the last.

    Args:
        length: Most strings, or `None`.
        strings: Tuple of stop strings.
    """
    longest = max(map(len, strings), default=0)
    count, tail = 0, ""

    def ended(character):
        nonlocal count, tail
        count += 1
        tail = (tail + character)[-longest:] if longest else ""
        return count == length or bool(strings and tail.endswith(strings))

    return ended


def check_length(length):
    if length is not None:
        check_integer("length", length, low=0)
