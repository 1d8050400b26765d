"""Gates side by side: one tensor [B, G·U], or a list of equal parts of its columns.

Parts need no copy to get at a single gate; see `RecurrentCell.column_parts`.
"""

from keras import ops

from keras_seqzoo.cells.sums import alike_sum


def listed(gates):
    """The parts of gates; a tensor is its only part."""
    return gates if isinstance(gates, list) else [gates]


def added(gates_x, gates_h, count):
    """Sums of both, one tensor for each of `count` gates; `gates_h` may be parts."""
    if isinstance(gates_h, list):
        parts = ops.split(gates_x, count, axis=-1)
        return [x + h for x, h in zip(parts, gates_h, strict=True)]
    return ops.split(alike_sum(gates_x, gates_h), count, axis=-1)


def front_and_last(gates, size):
    """The first `size` columns and the others; of parts, all but the last and that."""
    if isinstance(gates, list):
        return gates[:-1], gates[-1]
    return ops.split(gates, [size], axis=-1)
