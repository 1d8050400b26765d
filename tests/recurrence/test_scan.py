"""The scan against a Python loop."""

import keras
import numpy as np
import pytest
from keras import ops, tree

from keras_seqzoo.recurrence.scan import scan


def step(carry, x):
    """Carry and outputs of different structure; no zeros, so that errors show."""
    total = carry["total"] * 0.5 + x["a"] * x["b"]
    return {"total": total, "count": carry["count"] + 1}, (total + 1, [x["a"] - total])


def expected(init, xs, reverse):
    length = len(xs["a"])
    carry, ys = init, [None] * length
    for t in reversed(range(length)) if reverse else range(length):
        carry, ys[t] = step(carry, {k: v[t] for k, v in xs.items()})
    return carry, tree.map_structure(lambda *y: np.stack(y), *ys)


def example(length):
    rng = np.random.default_rng(1)
    xs = {k: rng.normal(size=(length, 2, 3)).astype("float32") for k in "ab"}
    return {"total": np.ones((2, 3), "float32"), "count": np.int32(0)}, xs


def to_tensors(nested):
    return tree.map_structure(ops.convert_to_tensor, nested)


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("length", [1, 2, 7])
def test_equals_python_loop(length, reverse):
    init, xs = example(length)
    got = scan(step, to_tensors(init), to_tensors(xs), reverse=reverse)
    tree.map_structure(
        lambda a, b: np.testing.assert_allclose(ops.convert_to_numpy(a), b, rtol=1e-6),
        got,
        expected(init, xs, reverse),
    )


@pytest.mark.parametrize("reverse", [False, True])
def test_no_steps(reverse):
    init, xs = example(0)
    carry, ys = scan(step, to_tensors(init), to_tensors(xs), reverse=reverse)
    assert ops.convert_to_numpy(carry["total"]).tolist() == np.ones((2, 3)).tolist()
    assert [tuple(y.shape) for y in tree.flatten(ys)] == [(0, 2, 3), (0, 2, 3)]


@pytest.mark.skipif(
    keras.backend.backend() != "tensorflow", reason="graphs of TensorFlow"
)
@pytest.mark.parametrize("jit", [False, True])
def test_in_a_graph(jit):
    import tensorflow as tf

    init, xs = example(5)
    signature = {k: tf.TensorSpec((5 if jit else None, 2, 3)) for k in "ab"}
    init = to_tensors(init)
    run = tf.function(lambda xs: scan(step, init, xs), jit_compile=jit)
    got = run.get_concrete_function(signature)(to_tensors(xs))
    tree.map_structure(
        lambda a, b: np.testing.assert_allclose(a, b, rtol=1e-6),
        got,
        expected(*example(5), reverse=False),
    )
