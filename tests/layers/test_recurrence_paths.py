"""The fast paths against Keras's own loop over the same cell: values and gradients."""

import keras
import numpy as np
import pytest
from cases import CASES, make
from gradients import value_and_gradients

from keras_seqzoo import layers

to_numpy = keras.ops.convert_to_numpy
MASKS = {
    "none": None,
    "right": np.array([[1, 1, 1, 0, 0], [1, 0, 0, 0, 0], [1, 1, 1, 1, 1]], bool),
    "holes": np.array([[0, 1, 0, 1, 1], [1, 0, 1, 0, 0], [0, 0, 1, 1, 0]], bool),
    "empty row": np.array([[0, 0, 0, 0, 0], [1, 1, 0, 0, 0], [1, 1, 1, 1, 0]], bool),
}


def pair(name, **options):
    """The same cell under the fast path and under Keras's loop, with equal weights."""
    fast = layers.RNN(make(name), return_state=True, **options)
    plain = keras.layers.RNN(make(name), return_state=True, **options)
    fast.build((3, 5, 2))
    plain.build((3, 5, 2))
    plain.set_weights(fast.get_weights())
    assert fast.path != "loop"
    return fast, plain


def inputs(length=5, batch=3):
    return np.random.default_rng(3).normal(size=(batch, length, 2)).astype("float32")


def assert_same(fast, plain, x, *masks):
    """Layers are traced once for all masks, which costs more than to run them."""
    for mask in masks:
        for got, want in zip(
            value_and_gradients(fast, x, MASKS[mask]),
            value_and_gradients(plain, x, MASKS[mask]),
            strict=True,
        ):
            np.testing.assert_allclose(got, want, 2e-4, 2e-6, err_msg=mask)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("go_backwards", [False, True])
def test_sequences(name, go_backwards):
    both = pair(name, return_sequences=True, go_backwards=go_backwards)
    assert_same(*both, inputs(), *MASKS)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("zero", [False, True])
def test_last_output(name, zero):
    assert_same(*pair(name, zero_output_for_mask=zero), inputs(), "none", "holes")


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("length,batch", [(1, 3), (5, 1), (5, 0)])
def test_edges(name, length, batch):
    assert_same(*pair(name, return_sequences=True), inputs(length, batch), "none")


@pytest.mark.parametrize("name", CASES)
def test_two_stateful_calls_are_one_long_call(name):
    x = inputs(6)
    whole = layers.RNN(make(name), return_sequences=True)
    halves = layers.RNN(make(name), return_sequences=True, stateful=True)
    whole.build(x.shape)
    halves.build((3, 3, 2))
    halves.cell.set_weights(whole.cell.get_weights())
    parts = [to_numpy(halves(x[:, :3])), to_numpy(halves(x[:, 3:]))]
    np.testing.assert_allclose(
        np.concatenate(parts, 1), to_numpy(whole(x)), rtol=1e-5, atol=1e-6
    )


@pytest.mark.parametrize("name", CASES)
def test_padding_changes_nothing(name):
    layer = layers.Bidirectional(layers.RNN(make(name), return_sequences=True))
    x, padded = inputs(), np.pad(inputs(), ((0, 0), (0, 4), (0, 0)), constant_values=7)
    mask = np.pad(np.ones((3, 5), bool), ((0, 0), (0, 4)))
    short, long = to_numpy(layer(x)), to_numpy(layer(padded, mask=mask))
    np.testing.assert_allclose(long[:, :5], short, rtol=1e-5, atol=1e-6)
    assert not long[:, 5:].any()


@pytest.mark.parametrize("go_backwards", [False, True])
def test_no_sequences_with_a_mask(go_backwards):
    layer = layers.LSTM(4, return_sequences=True, go_backwards=go_backwards)
    outputs = layer(np.zeros((0, 5, 2)), mask=np.zeros((0, 5), bool))
    assert tuple(outputs.shape) == (0, 5, 4)
