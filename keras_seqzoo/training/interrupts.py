"""Interrupts that wait until the step that runs is over."""

import contextlib
import signal
import threading


@contextlib.contextmanager
def deferred_interrupt():
    """Yields a function that tells whether the process was asked to stop.

    Within the block the first SIGINT is only noted, so that a training step and the
    record of it are never torn apart; a second one interrupts at once. Outside of the
    main thread, where signals cannot be handled, nothing changes.

    Example:

    >>> with deferred_interrupt() as stop_asked:
    ...     while not stop_asked():
    ...         step()
    """
    if threading.current_thread() is not threading.main_thread():
        yield lambda: False
        return
    noted = threading.Event()
    before = signal.getsignal(signal.SIGINT)

    def note(number, frame):
        noted.set()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, note)
    try:
        yield noted.is_set
    finally:
        signal.signal(signal.SIGINT, before)
