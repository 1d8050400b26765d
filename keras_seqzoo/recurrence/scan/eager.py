"""The scan on backends without a loop of their own (PyTorch, NumPy): Python's loop."""

from keras import ops, tree


def scan(step, init, xs, reverse=False):
    """Runs `step` over the first axis of `xs`; see `keras_seqzoo.recurrence.scan`."""
    length = tree.flatten(xs)[0].shape[0]
    if length == 0:
        return init, empty_outputs(step, init, xs)
    carry, outputs = init, []
    for t in reversed(range(length)) if reverse else range(length):
        carry, y = step(carry, tree.map_structure(lambda x, t=t: x[t], xs))
        outputs.append(y)
    return carry, stack(outputs[::-1] if reverse else outputs)


def stack(outputs):
    return tree.map_structure(lambda *ys: ops.stack(ys, axis=0), *outputs)


def empty_outputs(step, init, xs):
    """Outputs of a sequence without steps: right shapes, first axis 0."""
    zeros = tree.map_structure(lambda x: ops.zeros(x.shape[1:], dtype=x.dtype), xs)
    return tree.map_structure(
        lambda y: ops.stack([y], axis=0)[:0], step(init, zeros)[1]
    )
