"""Times several functions alternately in one process."""

import statistics
import time


def alternate(functions, rounds=15, warmup=2):
    """Medians in milliseconds of every function, called in turn.

    Args:
        functions: Mapping of name to a function without arguments that blocks until
            its result is there.
        rounds: Timed calls of each function.
        warmup: Calls before those, which compile and are not timed.

    Returns:
        Dictionary of name to the median time in milliseconds.
    """
    times = {name: [] for name in functions}
    for turn in range(warmup + rounds):
        for name, function in functions.items():
            start = time.perf_counter()
            function()
            if turn >= warmup:
                times[name].append(1e3 * (time.perf_counter() - start))
    return {name: statistics.median(values) for name, values in times.items()}
