"""Who uses the cores: NumPy's products, or work side by side."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from keras_seqzoo.blas_threads import numbers, set_numbers


class OneThread:
    """Context in which NumPy's matrix products use one thread.

    Waking a second thread costs more than a product of a vector by a matrix, and much
    more on a busy machine. Contexts may overlap, also in several threads: the number
    of before comes back when the last one ends. Of a library that counts threads for
    each thread (MKL, OpenBLAS upon OpenMP) only the thread that enters first is
    limited, and only the one that leaves last gets its number back.
    """

    def __init__(self):
        self.lock = threading.Lock()
        self.entered, self.before = 0, []

    def __enter__(self):
        with self.lock:
            if not self.entered:
                self.before = numbers()
                set_numbers([1] * len(self.before))
            self.entered += 1

    def __exit__(self, *error):
        with self.lock:
            self.entered = max(self.entered - 1, 0)
            if not self.entered:
                set_numbers(self.before)

    def before_fork(self):
        """Waits until no thread is entering or leaving."""
        self.lock.acquire()

    def after_fork(self):
        """Lets the threads of the parent go on."""
        self.lock.release()

    def begin_anew(self):
        """Forgets the contexts of threads that a fork has left behind."""
        self.lock = threading.Lock()
        if self.entered:
            set_numbers(self.before)
        self.entered = 0


ONE_THREAD = OneThread()


def one_thread():
    """Returns the context of this process in which products use one thread."""
    return ONE_THREAD


def own_threads():
    """How many threads NumPy's matrix products use outside of `one_thread`."""
    return max(ONE_THREAD.before if ONE_THREAD.entered else numbers(), default=1)


@cache
def pool(size):
    """So many threads of this process for work side by side."""
    return ThreadPoolExecutor(
        size, thread_name_prefix="keras_seqzoo", initializer=mark_as_of_a_pool
    )


THIS_THREAD = threading.local()


def mark_as_of_a_pool():
    THIS_THREAD.of_a_pool = True


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=pool.cache_clear)
    os.register_at_fork(after_in_child=lambda: THIS_THREAD.__dict__.clear())
    os.register_at_fork(
        before=ONE_THREAD.before_fork,
        after_in_parent=ONE_THREAD.after_fork,
        after_in_child=ONE_THREAD.begin_anew,
    )


def side_by_side(function, items):
    """Returns the results for a list of items, on as many threads as products have.

    Products use one thread each meanwhile. Order the items from small to large: the
    largest are begun first. Within such work, other work is done in turn.
    """
    with one_thread():
        size = own_threads()
        if min(size, len(items)) < 2 or hasattr(THIS_THREAD, "of_a_pool"):
            return [function(item) for item in items]
        return list(pool(size).map(function, items[::-1]))[::-1]
