"""When to end a generation."""


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
    strings = stop_strings(stop)
    return take(characters, length, strings, max(map(len, strings), default=0))


def take(characters, length, strings, longest):
    tail = ""
    if length == 0:
        return
    for count, character in enumerate(characters, 1):
        yield character
        tail = (tail + character)[-longest:] if longest else ""
        if count == length or (strings and tail.endswith(strings)):
            return


def check_length(length):
    if length is None:
        return
    if not isinstance(length, int) or isinstance(length, bool) or length < 0:
        raise ValueError(
            f"`length` must be an integer of at least 0. Received: length={length!r}"
        )
