"""The forward loop: the states after every step (TensorFlow).

Steps run in blocks, which are unrolled: the gates of a block are one matrix product,
still warm in the cache when its steps use them.
"""

import tensorflow as tf

from keras_seqzoo.recurrence.arrays import array, written
from keras_seqzoo.recurrence.kept import keeper
from keras_seqzoo.recurrence.masks import keep
from keras_seqzoo.recurrence.products import noted

BLOCK = 4


def state_sequence(whole):
    """Every state after every step, each [T, B, n], and what else is kept.

    Args:
        whole: An `Unrolled`.

    Returns:
        `(states, Kept, whether outputs are states[0])`.
    """
    length, reverse, cell = whole.length, whole.reverse, whole.stepping()
    size = block_size(length)
    count = -(-length // size)
    blocks = tf.nest.map_structure(
        lambda x: in_blocks(x, length, count, size, reverse),
        (whole.source, whole.mask),
    )
    products, given = noted(whole.products())
    same = []

    def body(j, states, arrays):
        arrays, kept = arrays
        i = count - 1 - j if reverse else j
        block, steps = at(blocks, i)
        gates, real = unstacked(whole.gates(block), size), unstacked(steps, size)
        after = [None] * size
        for s in reversed(range(size)) if reverse else range(size):
            given.clear()
            output, new_states = cell.step(gates[s], states, products)
            same.append(output is new_states[0])
            after[s] = states = keep(real[s], new_states, states)
            kept = kept.written(i * size + s, given, gates[s])
        values = [tf.stack(state) for state in zip(*after, strict=True)]
        return states, (written(arrays, i, values), kept)

    arrays = [array(count, (size, *s.shape), s.dtype) for s in whole.start]
    kept = keeper(whole, count * size, count * size - length if reverse else 0)
    arrays, kept = loop(body, count, list(whole.start), (arrays, kept))[1]
    states = [joined(a.stack(), length, reverse) for a in arrays]
    return states, kept, same[0]


def block_size(length):
    """Steps in a block; a divisor of a known length where there is one."""
    if not isinstance(length, int):
        return BLOCK
    fitting = [k for k in (BLOCK + 1, BLOCK, BLOCK - 1) if length % k == 0]
    return fitting[0] if length and fitting else min(BLOCK, max(length, 1))


def in_blocks(x, length, count, size, reverse):
    """[T, ...] -> [blocks, size, ...], filled up after the last step of the run."""
    if x is None:
        return None
    fill = count * size - length
    if not (isinstance(fill, int) and fill == 0):
        ends = [fill, 0] if reverse else [0, fill]
        x = tf.pad(x, [ends] + [[0, 0]] * (x.shape.rank - 1))
    shape = x.shape[1:]
    x = tf.reshape(x, tf.concat([[count, size], tf.shape(x)[1:]], 0))
    return tf.ensure_shape(x, (None, size, *shape))


def joined(x, length, reverse):
    """[blocks, size, ...] -> [T, ...], without what `in_blocks` filled up."""
    shape = x.shape[2:]
    lead = tf.reduce_prod(tf.shape(x)[:2], keepdims=True)
    x = tf.reshape(x, tf.concat([lead, tf.shape(x)[2:]], 0))
    x = x[lead[0] - length :] if reverse else x[:length]
    return tf.ensure_shape(x, (length if isinstance(length, int) else None, *shape))


def unstacked(nested, size):
    """The `size` entries along the first axis of a nest of tensors; `None` stays."""
    if nested is None:
        return [None] * size
    columns = [tf.unstack(x, size) for x in tf.nest.flatten(nested)]
    return [
        tf.nest.pack_sequence_as(nested, entry) for entry in zip(*columns, strict=True)
    ]


def at(nested, t):
    """The values of step t of time-major tensors, some of which may be `None`."""
    return tf.nest.map_structure(lambda x: None if x is None else x[t], nested)


def loop(body, length, carry, arrays):
    """Carry and arrays after `carry, arrays = body(i, carry, arrays)` for all i."""

    def step(i, carry, arrays):
        return i + 1, *body(i, list(carry), arrays)

    _, carry, arrays = tf.while_loop(
        lambda i, *_: i < length,
        step,
        (tf.constant(0), list(carry), arrays),
        maximum_iterations=length,
    )
    return carry, arrays
