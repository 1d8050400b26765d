"""The memory-saving way: states are kept at every k-th step and recomputed between.

Chen et al. (2016), Training deep nets with sublinear memory cost, section 3.
"""

import math

import keras
from keras import ops, tree

from keras_seqzoo.recurrence.hoisted import source_of, time_major, unroll
from keras_seqzoo.recurrence.masks import repeat_masked, zero_masked
from keras_seqzoo.recurrence.scan import scan


def checkpointed(
    cell, inputs, states, mask, training, reverse, *, every, sequences, zero
):
    """Runs a cell over a sequence in chunks of `every` steps.

    Args:
        every: Steps in a chunk, or `"sqrt"`.
        sequences: Whether all outputs are wanted, or the last one only, in which case
            no output is kept.
        zero: Whether the output of a masked step is zero or the one before it.

    The other arguments are those of `hoisted`.

    Returns:
        `(last output [B, O], outputs [B, T, O] in the order of the inputs, or the last
        one only, [B, 1, O], final states)`.
    """
    source, project = source_of(cell, inputs, training)
    length = ops.shape(tree.flatten(source)[0])[0]
    size = chunk_size(length, every)
    steps = real_steps(inputs, mask, length, size)
    chunks = tree.map_structure(lambda x: in_chunks(x, size, reverse), (source, steps))
    last = ops.zeros((ops.shape(inputs)[0], cell.output_size), cell.compute_dtype)
    nothing = ops.zeros((0, cell.output_size), cell.compute_dtype)
    end = 0 if reverse else -1

    def run_chunk(unroll, carry, chunk):
        (states, last), (source, real) = carry, chunk
        real = real[0] > 0 if real else None
        y, states = unroll(cell, source, project, states, real, reverse)
        y = outputs_after(last, y, real, reverse)
        return (states, ops.copy(y[end])), y if sequences else nothing

    (states, last), y = scan_chunks(
        cell, source, project, run_chunk, (list(states), last), chunks, reverse
    )
    outputs = time_major(joined(y, length, reverse) if sequences else last[None])
    if zero and mask is not None:
        outputs = zero_masked(outputs, mask if sequences else mask[:, end, None])
    return outputs[:, end], outputs, states


def chunk_size(length, every):
    """Steps in a chunk: `every`, or the square root of the length."""
    if every != "sqrt":
        return every
    if isinstance(length, int):
        return max(1, math.isqrt(length))
    return ops.maximum(1, ops.cast(ops.sqrt(ops.cast(length, "float32")), "int32"))


def real_steps(inputs, mask, length, size):
    """A list of the mask [T, B, 1]; empty where every step of every chunk is real.

    The mask is of zeros and ones in float32, so that whoever differentiates the chunks
    may treat all their parts alike.
    """
    if mask is not None:
        return [time_major(ops.cast(ops.expand_dims(mask, -1), "float32"))]
    if isinstance(length, int) and isinstance(size, int) and length % size == 0:
        return []
    return [ops.ones((length, ops.shape(inputs)[0], 1), "float32")]


def in_chunks(x, size, reverse):
    """[T, ...] -> [chunks, size, ...]; what is filled up lies after the last step."""
    length, *shape = ops.shape(x)
    count = -(-length // size)
    fill = ops.zeros((count * size - length, *shape), x.dtype)
    whole = ops.concatenate([fill, x] if reverse else [x, fill], axis=0)
    return ops.reshape(whole, (count, size, *shape))


def joined(y, length, reverse):
    """[chunks, size, ...] -> [T, ...], without what `in_chunks` filled up."""
    count, size, *shape = ops.shape(y)
    whole = ops.reshape(y, (count * size, *shape))
    return whole[count * size - length :] if reverse else whole[:length]


def outputs_after(last, y, real, reverse):
    """Outputs [k, B, O], repeated at masked steps; `last` is the output before all."""
    if real is None:
        return y
    first = ops.expand_dims(last, 0), ops.ones_like(real[:1])
    parts = [first, (y, real)]
    y, real = (
        time_major(ops.concatenate(both, axis=0))
        for both in zip(*(parts[::-1] if reverse else parts), strict=True)
    )
    y = time_major(repeat_masked(y, real[..., 0], reverse))
    return y[:-1] if reverse else y[1:]


def plain_scan_chunks(cell, source, project, run_chunk, carry, chunks, reverse):
    """The scan over chunks; the backend recomputes a chunk for its gradient."""

    def step(carry, chunk):
        return run_chunk(unroll, carry, chunk)

    return scan(keras.remat(step), carry, chunks, reverse)


def _scan_chunks():
    if keras.backend.backend() != "tensorflow":
        return plain_scan_chunks
    from keras_seqzoo.recurrence.checkpointed_tensorflow import scan_chunks

    return scan_chunks


scan_chunks = _scan_chunks()
