"""The quick loss against Keras's own and a NumPy transcription, with gradients."""

import keras
import numpy as np
import pytest
from function_gradients import gradients
from keras import ops

from keras_seqzoo.training.cross_entropy import mean_cross_entropy

RNG = np.random.default_rng(4)
SHAPES = [(3, 5, 7), (1, 1, 2), (2, 1, 50), (1, 8, 3), (4, 6)]


def case(shape, scale=1.0):
    logits = (scale * RNG.normal(size=shape)).astype("float32")
    return logits, RNG.integers(0, shape[-1], size=shape[:-1]).astype("int32")


def in_numpy(logits, targets):
    """The loss and its gradient in float64."""
    rows, targets = logits.reshape(-1, logits.shape[-1]), targets.ravel()
    rows = rows.astype("float64")
    shifted = rows - rows.max(-1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    onehot = np.eye(rows.shape[-1])[targets]
    gradient = (np.exp(logs) - onehot) / len(rows)
    return -(logs * onehot).sum() / len(rows), gradient.reshape(logits.shape)


def plain(logits, targets):
    losses = ops.sparse_categorical_crossentropy(targets, logits, from_logits=True)
    return ops.mean(losses)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("scale", [1.0, 30.0])
def test_value_and_gradient_are_those_of_the_equation(shape, scale):
    logits, targets = case(shape, scale)
    value, gradient = in_numpy(logits, targets)
    assert float(mean_cross_entropy(logits, targets)) == pytest.approx(value, rel=1e-5)
    (found,) = gradients(lambda z: mean_cross_entropy(z, targets), logits)
    np.testing.assert_allclose(found, gradient, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("shape", SHAPES)
def test_it_agrees_with_keras(shape):
    logits, targets = case(shape)
    (quick,) = gradients(lambda z: 3 * mean_cross_entropy(z, targets), logits)
    (slow,) = gradients(lambda z: 3 * plain(z, targets), logits)
    np.testing.assert_allclose(quick, slow, atol=1e-6)


@pytest.mark.parametrize("far", [1e4, -1e4])
@pytest.mark.parametrize("row", [[0.0, 1.0, 1.0], [0.0, 0.0, 0.0]])
@pytest.mark.parametrize("all_far", [True, False])
def test_far_logits_lose_nothing(far, row, all_far):
    logits = np.float32([row])
    logits[0, 0 if all_far else 1 :] += np.float32(far)
    targets = np.int32([1])
    value, gradient = in_numpy(logits, targets)
    assert float(mean_cross_entropy(logits, targets)) == pytest.approx(value, rel=1e-6)
    (found,) = gradients(lambda z: mean_cross_entropy(z, targets), logits)
    np.testing.assert_allclose(found, gradient, atol=1e-6)


def test_a_nan_shows():
    logits = np.float32([[np.nan, 0.0]])
    assert np.isnan(float(mean_cross_entropy(logits, np.int32([0]))))


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
@pytest.mark.parametrize("scale", [1.0, 30.0])
def test_half_precision_is_summed_in_float32(dtype, scale):
    logits, _ = case((70, 1000, 3), scale)
    half = ops.cast(logits, dtype)
    whole = ops.convert_to_numpy(ops.cast(half, "float32"))
    targets = whole.argmax(axis=-1).astype("int32")
    loss = mean_cross_entropy(half, targets)
    assert keras.backend.standardize_dtype(loss.dtype) == "float32"
    exact, gradient = in_numpy(whole, targets)
    assert float(loss) == pytest.approx(exact, rel=1e-4)
    (found,) = gradients(
        lambda z: mean_cross_entropy(ops.cast(z, dtype), targets), whole
    )
    np.testing.assert_allclose(found, gradient, rtol=0.02, atol=1e-7)


@pytest.mark.parametrize("dtype", ["int8", "uint8", "uint16", "int32", "int64"])
def test_targets_are_integers_of_any_type(dtype):
    logits, targets = case((6, 100, 5))
    value, gradient = in_numpy(logits, targets)
    targets = targets.astype(dtype)
    assert float(mean_cross_entropy(logits, targets)) == pytest.approx(value, rel=1e-5)
    (found,) = gradients(lambda z: mean_cross_entropy(z, targets), logits)
    np.testing.assert_allclose(found, gradient, atol=1e-6)


@pytest.mark.parametrize("shape", [(3, 2), (2,), (6,), (2, 3, 4), ()])
def test_targets_have_the_shape_of_the_logits(shape):
    with pytest.raises(
        ValueError, match=r"`targets` must have the shape .* \(2, 3, 4\)"
    ):
        mean_cross_entropy(np.zeros((2, 3, 4), "float32"), np.zeros(shape, "int32"))


@pytest.mark.parametrize("shape", [(0, 3, 4), (2, 0, 4)])
def test_no_targets_have_no_loss(shape):
    logits, targets = np.zeros(shape, "float32"), np.zeros(shape[:-1], "int32")
    assert np.isnan(float(mean_cross_entropy(logits, targets)))
    (found,) = gradients(lambda z: mean_cross_entropy(z, targets), logits)
    assert found.shape == shape
