"""The numbers of threads of the BLAS libraries that NumPy uses in this process."""

from functools import cache
from itertools import product

import threadpoolctl

PREFIXES, SUFFIXES = ("", "scipy_"), ("", "64_", "_64")


@cache
def blas():
    """`(get, set)` of the number of each library that counts threads."""
    found = threadpoolctl.ThreadpoolController().select(user_api="blas").lib_controllers
    own = [pool for pool in found if "numpy" in pool.filepath]
    return [functions(pool) for pool in own or found if pool.num_threads]


def functions(pool):
    """The functions that get and set the number of threads of a library.

    Those of OpenBLAS itself are several times as fast as threadpoolctl's, which also
    heed only the thread that set a number first. Upon OpenMP they are of no use.
    """
    if pool.internal_api == "openblas" and pool.threading_layer != "openmp":
        for prefix, suffix in product(PREFIXES, SUFFIXES):
            name = f"{prefix}openblas_{{}}_num_threads{suffix}"
            if hasattr(pool.dynlib, name.format("set")):
                return tuple(
                    getattr(pool.dynlib, name.format(x)) for x in ("get", "set")
                )
    return pool.get_num_threads, pool.set_num_threads


def numbers():
    """The number of threads of each library."""
    return [get() for get, _ in blas()]


def set_numbers(values):
    """Sets the number of threads of each library, from whichever thread."""
    for (_, put), number in zip(blas(), values, strict=True):
        put(number)
