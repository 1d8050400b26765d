"""The layers of language models beside the recurrence, value by value."""

import numpy as np
import pytest
from keras import ops

from keras_seqzoo.layers import (
    ActivationRegularization,
    CausalConvolution,
    UnknownDropout,
    WordDropout,
)

X = np.random.default_rng(0).normal(size=(2, 6, 3)).astype("float32")


def convolution(window):
    layer = CausalConvolution(window)
    layer.build(X.shape)
    rng = np.random.default_rng(1)
    layer.set_weights([rng.normal(size=w.shape) for w in layer.get_weights()])
    return layer


@pytest.mark.parametrize("window", [2, 4])
def test_a_causal_convolution_sees_the_steps_before(window):
    layer = convolution(window)
    now, past, bias = layer.get_weights()
    before = np.random.default_rng(2).normal(size=(2, window - 1, 3))
    given = layer(X, before.reshape(2, -1).astype("float32"))
    outputs, state = map(ops.convert_to_numpy, given)
    x = np.concatenate([before, X], axis=1)
    kernel = np.concatenate([past, now[None]])
    for t in range(6):
        expected = (x[:, t : t + window] * kernel).sum(axis=1) + bias
        np.testing.assert_allclose(outputs[:, t], expected, atol=1e-5)
    np.testing.assert_allclose(state, x[:, 6:].reshape(2, -1), atol=1e-6)


def test_a_sequence_may_be_given_in_parts():
    layer, state = convolution(4), np.zeros((2, 9), "float32")
    whole, last = map(ops.convert_to_numpy, layer(X, state))
    parts = []
    for part in (X[:, :1], X[:, 1:3], X[:, 3:]):
        outputs, state = map(ops.convert_to_numpy, layer(part, state))
        parts.append(outputs)
    np.testing.assert_allclose(np.concatenate(parts, axis=1), whole, atol=1e-6)
    np.testing.assert_allclose(state, last, atol=1e-6)


@pytest.mark.parametrize("window", [1, 0, 2.5])
def test_a_window_must_reach_back(window):
    with pytest.raises(ValueError, match="`window` must be"):
        CausalConvolution(window)


def test_a_dropped_word_is_dropped_wherever_it_stands():
    words = np.random.default_rng(3).integers(0, 40, size=(8, 50))
    layer = WordDropout(40, 0.25, seed=1)
    ones = np.ones((8, 50, 2), "float32")
    outputs = ops.convert_to_numpy(layer(ones, words, training=True))
    by_word = {word: set(outputs[words == word].ravel()) for word in range(40)}
    assert all(len(values) == 1 for values in by_word.values())
    assert set().union(*by_word.values()) == {0.0, np.float32(1 / 0.75)}
    np.testing.assert_array_equal(layer(ones, words), ones)


def test_words_become_unknown_at_the_rate_and_padding_never():
    words = np.random.default_rng(3).integers(2, 40, size=(80, 50)).astype("int32")
    words[:, 40:] = 0
    layer = UnknownDropout(1, 0.25, seed=1)
    found = ops.convert_to_numpy(layer(words, training=True))
    changed = found != words
    assert set(found[changed]) == {1}
    assert not changed[:, 40:].any()
    assert changed[:, :40].mean() == pytest.approx(0.25, abs=0.03)
    np.testing.assert_array_equal(layer(words), words)


def added_loss(x, training=True, **factors):
    layer = ActivationRegularization(**factors)
    outputs = layer(ops.convert_to_tensor(x), training=training)
    np.testing.assert_array_equal(ops.convert_to_numpy(outputs), x)
    return [float(loss) for loss in layer.losses]


def test_size_and_change_of_activations_are_added_to_the_loss():
    change = X[:, 1:].astype("float64") - X[:, :-1]
    expected = 2 * np.mean(X.astype("float64") ** 2) + 3 * np.mean(change**2)
    assert added_loss(X, factor=2, temporal_factor=3) == [pytest.approx(expected)]


@pytest.mark.parametrize(
    "x", [X[:, :1], X[:1], X[:, :0], X[:0]], ids=["one step", "one", "no step", "none"]
)
def test_a_sequence_of_few_steps_has_a_finite_loss(x):
    (loss,) = added_loss(x, factor=2, temporal_factor=3)
    change = 3 * np.mean(np.diff(x, axis=1) ** 2) if x.size and x.shape[1] > 1 else 0
    size = 2 * np.mean(x.astype("float64") ** 2) if x.size else 0
    assert loss == pytest.approx(size + change, rel=1e-5)


def test_masked_steps_change_nothing():
    mask = np.arange(6) < np.array([[4], [1]])
    padded = np.where(mask[..., None], X, 100.0).astype("float32")
    layer = ActivationRegularization(factor=2, temporal_factor=3)
    layer(
        ops.convert_to_tensor(padded), mask=ops.convert_to_tensor(mask), training=True
    )
    real = X.astype("float64")[mask]
    change = np.diff(X[0, :4].astype("float64"), axis=0)
    expected = 2 * np.mean(real**2) + 3 * np.mean(change**2)
    assert [float(loss) for loss in layer.losses] == [pytest.approx(expected)]


def test_activations_of_half_precision_do_not_overflow():
    layer = ActivationRegularization(factor=2.0)
    layer(ops.full((2, 3, 4), 300.0, "float16"), training=True)
    assert float(layer.losses[0]) == 2 * 300.0**2


def test_nothing_is_added_outside_of_training_or_without_factors():
    assert added_loss(X, training=False, factor=2, temporal_factor=3) == []
    assert added_loss(X) == []


@pytest.mark.parametrize("name", ["factor", "temporal_factor"])
@pytest.mark.parametrize("value", [-1, float("nan"), float("inf"), "2", None])
def test_the_factors_of_activations_are_checked(name, value):
    with pytest.raises(ValueError, match=f"`{name}` must be"):
        ActivationRegularization(**{name: value})
