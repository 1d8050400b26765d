"""What a decoder refuses, and what to do instead."""

from keras import tree

from keras_seqzoo.layers.attention.mechanism import Attention

RATES = ("dropout", "recurrent_dropout", "rate")


def check_cell(cell):
    """Raises an error unless `cell` is a cell whose steps draw nothing at random."""
    if not hasattr(cell, "state_size") or hasattr(cell, "return_sequences"):
        raise TypeError(
            "`cell` must be a recurrent cell, such as cells.LSTMCell(64). "
            f"Received: cell={cell!r} (of type {type(cell).__name__})"
        )
    for part in parts(cell):
        for name in RATES:
            if any(tree.flatten(getattr(part, name, 0.0))):
                raise ValueError(
                    "`cell` must draw nothing at random, since the attention runs it "
                    "one step at a time; drop the inputs and outputs of the decoder "
                    "by keras.layers.SpatialDropout1D instead. "
                    f"Received: {type(part).__name__} with "
                    f"{name}={getattr(part, name)!r}"
                )


def parts(cell):
    """Yields a cell, then the cells that it wraps or stacks."""
    yield cell
    inner = [cell.cell] if hasattr(cell, "cell") else getattr(cell, "cells", [])
    for other in inner:
        yield from parts(other)


def check_attention(attention):
    if not isinstance(attention, Attention):
        raise TypeError(
            "`attention` must be an attention of this package, such as "
            "layers.BahdanauAttention(64) or layers.LuongAttention(). "
            f"Received: attention={attention!r} (of type {type(attention).__name__})"
        )
