"""Batches of sequences of similar length, and their padding."""

import numpy as np

POOL = 64


def bucket_batches(lengths, batch_size, seed, epoch):
    """Groups sequences of similar length into batches, in random order.

    All indices are shuffled, then sorted by length within pools of 64 batches, cut into
    batches, and the batches are shuffled. Same seed and epoch give the same batches.

    Args:
        lengths: Sequence of n lengths.
        batch_size: Most sequences a batch.
        seed: Non-negative integer, the same for the whole training.
        epoch: Number of the epoch.

    Returns:
        List of int64 arrays of indices; together they hold each of 0..n-1 once.

    Raises:
        ValueError: If `batch_size` is not positive.

    Example:

    >>> batches = bucket_batches([5, 1, 5, 1], batch_size=2, seed=0, epoch=0)
    >>> sorted(sorted(batch.tolist()) for batch in batches)
    [[0, 2], [1, 3]]
    """
    if batch_size <= 0:
        raise ValueError(
            f"`batch_size` must be positive. Received: batch_size={batch_size}"
        )
    lengths = np.asarray(lengths, dtype=np.int64)
    random = np.random.default_rng([seed, epoch])
    order = random.permutation(len(lengths))
    batches = []
    for pool in chunks(order, POOL * batch_size):
        pool = pool[np.argsort(lengths[pool], kind="stable")]
        batches.extend(chunks(pool, batch_size))
    return [batches[i] for i in random.permutation(len(batches))]


def chunks(array, size):
    return [array[i : i + size] for i in range(0, len(array), size)]


def pad(sequences, dtype, multiple=8):
    """Pads sequences with zeros on the right to one length, a multiple of `multiple`.

    Args:
        sequences: List of B sequences of numbers.
        dtype: Type of the result, such as `"int32"`.
        multiple: The length is rounded up to a multiple of it, so few shapes occur.

    Returns:
        Array [B, T], T at least `multiple`.

    Raises:
        ValueError: If `multiple` is not positive.

    Example:

    >>> pad([[1, 2, 3], [4]], "int32", multiple=4)
    array([[1, 2, 3, 0],
           [4, 0, 0, 0]], dtype=int32)
    """
    if multiple <= 0:
        raise ValueError(f"`multiple` must be positive. Received: multiple={multiple}")
    longest = max(map(len, sequences), default=0)
    steps = max(-(-longest // multiple), 1) * multiple
    result = np.zeros((len(sequences), steps), dtype=dtype)
    for row, sequence in zip(result, sequences, strict=True):
        row[: len(sequence)] = sequence
    return result
