"""One thread for products too small to share, of which a step of one text consists."""

from functools import cache

import threadpoolctl


@cache
def blas():
    """The BLAS libraries that NumPy uses in this process."""
    pools = threadpoolctl.ThreadpoolController().select(user_api="blas")
    own = [pool.filepath for pool in pools.lib_controllers if "numpy" in pool.filepath]
    return pools.select(filepath=own) if own else pools


def one_thread():
    """Context in which NumPy's matrix products use one thread.

    Waking a second thread costs more than a product of a vector by a matrix, and much
    more on a busy machine.
    """
    return blas().limit(limits=1)
