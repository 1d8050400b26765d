"""Who uses the cores: NumPy's products, or batches of texts side by side."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import threadpoolctl


@cache
def blas():
    """The BLAS libraries that NumPy uses in this process."""
    pools = threadpoolctl.ThreadpoolController().select(user_api="blas")
    own = [pool.filepath for pool in pools.lib_controllers if "numpy" in pool.filepath]
    return pools.select(filepath=own) if own else pools


@cache
def own_threads():
    """How many threads NumPy's matrix products use if nothing limits them."""
    return max((pool.num_threads for pool in blas().lib_controllers), default=1)


def set_threads(numbers):
    """Sets the number of threads of each BLAS library that NumPy uses."""
    for pool, number in zip(blas().lib_controllers, numbers, strict=True):
        pool.set_num_threads(number)


class OneThread:
    """Context in which NumPy's matrix products use one thread.

    Waking a second thread costs more than a product of a vector by a matrix, and much
    more on a busy machine. Contexts may overlap, also in several threads: the number
    of before comes back when the last one ends.
    """

    def __init__(self):
        self.lock = threading.Lock()
        self.entered = 0

    def __enter__(self):
        with self.lock:
            if not self.entered:
                own_threads()
                self.before = [pool.num_threads for pool in blas().lib_controllers]
                set_threads([1] * len(self.before))
            self.entered += 1

    def __exit__(self, *error):
        with self.lock:
            self.entered -= 1
            if not self.entered:
                set_threads(self.before)


ONE_THREAD = OneThread()


def one_thread():
    """Returns the context of this process in which products use one thread."""
    return ONE_THREAD


@cache
def pool():
    """The threads of this process for batches of texts."""
    return ThreadPoolExecutor(own_threads(), thread_name_prefix="keras_seqzoo")


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=pool.cache_clear)


def side_by_side(function, items):
    """Returns the results for a list of items, on as many threads as products have.

    Products use one thread each meanwhile. Order the items from small to large: the
    largest are begun first.
    """
    with one_thread():
        if min(own_threads(), len(items)) < 2:
            return [function(item) for item in items]
        return list(pool().map(function, items[::-1]))[::-1]
