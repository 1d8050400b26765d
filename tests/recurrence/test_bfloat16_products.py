"""Products in bfloat16 on processors that are fast at it, and on others."""

import keras
import numpy as np
import pytest
from cell_table import CELLS, UNITS, randomize

from keras_seqzoo import layers
from keras_seqzoo.recurrence import processor

tf = pytest.importorskip("tensorflow", reason="the backward pass is TensorFlow's")
pytestmark = pytest.mark.skipif(
    keras.backend.backend() != "tensorflow", reason="the backward pass is TensorFlow's"
)
# One of each kind; test_dtypes.py has all cells in half precision.
KINDS = ("LSTM", "GRU after", "PeepholeLSTM", "LayerNormLSTM", "WeightDrop")
MASK = np.array([[1, 1, 0, 1, 0], [0, 1, 1, 0, 0]]) > 0


@pytest.fixture(params=[True, False], ids=["fast", "slow"])
def fast(request, monkeypatch):
    from keras_seqzoo.recurrence import through_time

    monkeypatch.setattr(through_time, "multiplies_bfloat16_fast", lambda: request.param)
    return request.param


def built(name, policy):
    layer = layers.RNN(
        CELLS[name](dtype=policy),
        return_sequences=True,
        return_state=True,
        dtype=policy,
    )
    layer.build((2, 5, UNITS))
    randomize(layer)
    return layer


def values_and_gradients(layer, mask=None, shape=(2, 5, UNITS)):
    """As float64 arrays, and the dtype of the outputs."""
    x = tf.random.stateless_normal(shape, (1, 2))
    weights = [w.value for w in layer.trainable_weights]
    with tf.GradientTape() as tape:
        tape.watch(x)
        outputs, *final = layer(x, mask=None if mask is None else tf.constant(mask))
        values = [tf.cast(y, "float32") for y in (outputs, *final)]
        loss = sum(tf.reduce_sum(tf.cos(0.7 + y)) for y in values)
    gradients = tape.gradient(loss, [x, *weights], unconnected_gradients="zero")
    return outputs.dtype, [np.float64(v) for v in (*values, *gradients)]


@pytest.mark.parametrize("name", KINDS)
def test_near_float32(name, fast):
    """Each value within a twelfth of the largest one of its kind."""
    narrow, whole = built(name, "mixed_bfloat16"), built(name, "float32")
    narrow.set_weights([0.5 * w for w in whole.get_weights()])
    whole.set_weights(narrow.get_weights())
    for mask in (None, MASK):
        dtype, got = values_and_gradients(narrow, mask)
        assert dtype == "bfloat16"
        for a, b in zip(got, values_and_gradients(whole, mask)[1], strict=True):
            assert a.shape == b.shape
            assert np.abs(a - b).max() <= np.abs(b).max() / 12 + 1e-3


@pytest.mark.parametrize(
    "name, checkpoint_every",
    [
        ("LSTM", None),
        ("LSTM", 16),
        ("GRU after", None),
        ("MinGRU", None),
        ("LRU", None),
    ],
)
def test_the_gradients_of_many_steps_are_not_rounded_away(name, checkpoint_every, fast):
    """Sums over 4,096 steps, each gradient by its own norm."""
    found = {}
    for policy in ("float32", "mixed_bfloat16"):
        layer = layers.RNN(
            CELLS[name](dtype=policy),
            return_sequences=True,
            return_state=True,
            checkpoint_every=checkpoint_every,
            dtype=policy,
        )
        layer.build((32, 128, UNITS))
        randomize(layer)
        first = found.setdefault("weights", [0.3 * w for w in layer.get_weights()])
        layer.set_weights(first)
        found[policy] = values_and_gradients(layer, shape=(32, 128, UNITS))[1]
    for a, b in zip(found["mixed_bfloat16"], found["float32"], strict=True):
        assert np.linalg.norm(a - b) <= 0.03 * np.linalg.norm(b)


@pytest.mark.parametrize("name", ["MinGRU", "MinLSTM"])
def test_a_linear_state_that_hardly_changes_is_kept(name):
    """Gates so near to their ends that bfloat16 takes them for these."""
    values = []
    for policy in ("float32", "mixed_bfloat16"):
        layer = layers.RNN(
            CELLS[name](dtype=policy), return_sequences=True, dtype=policy
        )
        layer.build((2, 1024, UNITS))
        kernel, bias = layer.get_weights()
        bias = np.zeros_like(bias)
        bias[:UNITS] = -6 if name == "MinGRU" else 6
        layer.set_weights([0.1 * np.ones_like(kernel), bias])
        values.append(np.float64(tf.cast(layer(tf.ones((2, 1024, UNITS))), "float32")))
    np.testing.assert_allclose(values[1], values[0], rtol=0.03)


@pytest.mark.parametrize("name", ["LSTM", "PeepholeLSTM", "LayerNormLSTM"])
def test_the_dtype_of_products(name, fast):
    layer = built(name, "mixed_bfloat16")
    graph = tf.function(lambda x: layer(x)).get_concrete_function(
        tf.TensorSpec((2, 5, UNITS))
    )
    products = {
        operation.get_attr("T")
        for operation in operations_of_loops(graph.graph)
        if operation.type == "MatMul"
    }
    assert products == {tf.bfloat16 if fast else tf.float32}


def operations_of_loops(graph):
    for name in graph._functions:
        yield from graph._get_function(name).graph.get_operations()


def test_the_processor(tmp_path, monkeypatch):
    for told, expected in (
        ("vendor_id : GenuineIntel\nflags : avx512_bf16 amx_bf16 amx_tile", True),
        ("vendor_id : GenuineIntel\nflags : avx512f avx512_bf16", False),
        ("vendor_id : AuthenticAMD\nflags : avx512f avx512_bf16", True),
        ("vendor_id : AuthenticAMD\nflags : avx2", False),
    ):
        file = tmp_path / "cpuinfo"
        file.write_text(told)
        monkeypatch.setattr(processor, "CPUINFO", file)
        assert processor.multiplies_bfloat16_fast.__wrapped__() is expected
    monkeypatch.setattr(processor, "CPUINFO", tmp_path / "none")
    assert processor.multiplies_bfloat16_fast.__wrapped__() is False
