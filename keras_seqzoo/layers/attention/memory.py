"""What a decoder looks at, made ready once for all its steps."""

from typing import Any, NamedTuple

from keras import ops


class Memory(NamedTuple):
    """The memory of a decoder; each part has the batch as its first axis.

    Attributes:
        values: What is summed into the context, zero at padding: [B, S, M].
        keys: What is compared with a query: [B, S, K].
        mask: Boolean [B, S], true at real steps.
    """

    values: Any
    keys: Any
    mask: Any


def masked_values(memory, mask):
    """The memory with zeros at padding, whatever stood there, and a mask."""
    if mask is None:
        return memory, ops.ones(ops.shape(memory)[:2], "bool")
    mask = ops.cast(mask, "bool")
    real = ops.expand_dims(mask, -1)
    return ops.where(real, memory, ops.zeros_like(memory)), mask
