"""Both directions against two layers that are run and merged by hand."""

import numpy as np
import pytest
from keras import ops

from keras_seqzoo import layers

MERGE = {
    "concat": lambda a, b: np.concatenate([a, b], axis=-1),
    "sum": lambda a, b: a + b,
    "mul": lambda a, b: a * b,
    "ave": lambda a, b: (a + b) / 2,
}
MASKS = {
    "none": None,
    "right": [[1, 1, 1, 1, 1], [1, 1, 0, 0, 0]],
    "holes": [[0, 1, 0, 1, 1], [0, 0, 0, 0, 0]],
}


def sequences():
    return np.random.default_rng(0).normal(size=(2, 5, 3)).astype("float32")


def mask_of(name):
    return None if MASKS[name] is None else np.array(MASKS[name]) > 0


def arrays(values):
    return [ops.convert_to_numpy(value) for value in values]


def by_hand(layer, x, mask):
    """Outputs of both directions in the order of the inputs, and their states."""
    forward, backward = layer.forward_layer, layer.backward_layer
    a, *states_a = arrays(forward(x, mask=mask))
    b, *states_b = arrays(backward(x, mask=mask))
    if layer.return_sequences:
        b = b[:, ::-1]
    return a, b, states_a + states_b


@pytest.mark.parametrize("sequence", [False, True])
@pytest.mark.parametrize("mask", MASKS)
@pytest.mark.parametrize("mode", [*MERGE, None])
def test_merges_two_directions(mode, mask, sequence):
    inner = layers.LSTM(4, return_sequences=sequence, return_state=True)
    layer = layers.Bidirectional(inner, merge_mode=mode)
    x, mask = sequences(), mask_of(mask)
    found = arrays(layer(x, mask=mask))
    a, b, states = by_hand(layer, x, mask)
    merged = [MERGE[mode](a, b)] if mode else [a, b]
    for got, want in zip(found, [*merged, *states], strict=True):
        np.testing.assert_allclose(got, want, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("mode", ["concat", None])
def test_stateful_with_states_and_a_mask(mode):
    inner = layers.GRU(4, return_sequences=True, return_state=True, stateful=True)
    layer = layers.Bidirectional(inner, merge_mode=mode)
    x, mask = sequences(), mask_of("right")
    first = arrays(layer(x, mask=mask))
    second = arrays(layer(x, mask=mask))
    assert len(first) == (3 if mode else 4)
    assert np.abs(second[0][:, 0] - first[0][:, 0]).max() > 1e-4
    layer.reset_states()
    np.testing.assert_allclose(arrays(layer(x, mask=mask))[0], first[0], rtol=1e-5)


def test_the_mask_goes_on_with_sequences_alone():
    mask = mask_of("right")
    for sequence in (False, True):
        layer = layers.Bidirectional(layers.GRU(4, return_sequences=sequence))
        passed = layer.compute_mask(None, mask)
        assert passed is (mask if sequence else None)
