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
def test_far_logits_lose_nothing(far):
    logits = np.float32([[0.0, far, 1.0]])
    targets = np.int32([1])
    value, gradient = in_numpy(logits, targets)
    assert float(mean_cross_entropy(logits, targets)) == pytest.approx(value, rel=1e-6)
    (found,) = gradients(lambda z: mean_cross_entropy(z, targets), logits)
    np.testing.assert_allclose(found, gradient, atol=1e-6)


def test_a_nan_shows():
    logits = np.float32([[np.nan, 0.0]])
    assert np.isnan(float(mean_cross_entropy(logits, np.int32([0]))))


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
def test_half_precision_keeps_its_dtype(dtype):
    logits, targets = case((2, 3, 5))
    half = ops.cast(logits, dtype)
    loss = mean_cross_entropy(half, targets)
    assert keras.backend.standardize_dtype(loss.dtype) == dtype
    whole = ops.convert_to_numpy(ops.cast(half, "float32"))
    exact, _ = in_numpy(whole, targets)
    assert float(ops.cast(loss, "float32")) == pytest.approx(exact, rel=0.02)
