"""The memory of the process."""

import resource


def peak_megabytes():
    """Most memory that the process held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
