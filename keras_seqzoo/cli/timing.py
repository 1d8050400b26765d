"""How long a call takes."""

import time


def timed(call):
    """Returns the result of `call()` and the seconds it took."""
    start = time.perf_counter()
    result = call()
    return result, time.perf_counter() - start
