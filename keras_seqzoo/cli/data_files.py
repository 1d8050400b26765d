"""Files that a command is given to read."""

import os

from keras_seqzoo.cli.errors import BAD_DATA, CommandError


def readable(path):
    """Returns the path of a file that can be read.

    Raises:
        CommandError: If there is none; before anything slow has begun.
    """
    try:
        with open(path, "rb") as file:
            file.read(1)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise CommandError(f"{path}: {reason}", BAD_DATA) from error
    return path
