"""What reaches standard error: our own warnings, not the lines of the libraries."""

import contextlib
import logging
import os
import sys
import warnings

LOGGERS = ("absl", "tensorflow", "jax")


def import_keras_quietly():
    """Imports Keras and its backend with nothing on standard error.

    TensorFlow writes some lines before it reads any log level, so the file descriptor
    itself is turned away while it is imported.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    for name in LOGGERS:
        logging.getLogger(name).setLevel(logging.ERROR)
    with discarded_errors():
        import keras  # noqa: F401


def show_own_warnings():
    """Lets the warnings of the package through, and no others."""
    from keras_seqzoo.hub.errors import UnpinnedWarning

    warnings.simplefilter("ignore")
    warnings.simplefilter("always", UnpinnedWarning)
    warnings.showwarning = show_warning


def show_warning(message, *where):
    print(f"keras-seqzoo: warning: {message}", file=sys.stderr)


@contextlib.contextmanager
def shown_log():
    """Lets the log lines of the package reach standard error for a while."""
    log, handler = logging.getLogger("keras_seqzoo"), logging.StreamHandler()
    level = log.level
    log.setLevel(logging.INFO)
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(level)


@contextlib.contextmanager
def discarded_errors():
    """Sends what any library writes to file descriptor 2 nowhere."""
    sys.stderr.flush()
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
