"""Errors of the command line and the exit code each one means."""

import contextlib

FAILURE = 1
USAGE = 2
MISSING_PRESET = 3
BAD_DATA = 4
INTERRUPTED = 130


class CommandError(Exception):
    """A message for the user and the exit code that goes with it."""

    def __init__(self, message, code=FAILURE):
        super().__init__(message)
        self.code = code


def one_line(error):
    """Returns the message of an exception on one line, with its type if it has none."""
    message = " ".join(str(error).split())
    return message or type(error).__name__


@contextlib.contextmanager
def exit_code(code, *kinds):
    """Turns exceptions of the given kinds into a `CommandError` with this code."""
    try:
        yield
    except kinds as error:
        raise CommandError(one_line(error), code) from error
