"""Streams: contiguous, complete, repeatable."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keras_seqzoo.training.streams import UNKNOWN, Streams

IDS = np.arange(2, 1003)


def plain(**settings):
    """Streams without unknown characters."""
    return Streams(IDS, 4, 16, unknown_rate=0, **settings)


def glued(windows, field):
    return np.concatenate([getattr(window, field) for window in windows], axis=1)


@given(st.integers(0, 5), st.integers(1, 7), st.integers(4, 40), st.integers(20, 300))
def test_windows_follow_the_text_without_a_gap(epoch, batch, length, size):
    streams = Streams(np.arange(2, 2 + size), batch, length, unknown_rate=0)
    windows = list(streams.windows(epoch))
    inputs, targets = glued(windows, "inputs"), glued(windows, "targets")
    assert inputs.shape == (batch, (size - 1) // batch)
    np.testing.assert_array_equal((inputs - 2 + 1) % size, targets - 2)
    np.testing.assert_array_equal(inputs[:, 1:], targets[:, :-1])
    assert len(windows) == streams.num_windows(epoch)


def test_an_epoch_reads_each_character_once():
    inputs = glued(plain().windows(0), "inputs")
    assert np.unique(inputs).size == inputs.size == len(IDS) - 1


def test_lengths_are_random_within_a_quarter():
    lengths = [window.inputs.shape[1] for window in plain().windows(0)][:-1]
    assert min(lengths) >= 12 and max(lengths) <= 20
    assert len(set(lengths)) > 3


def test_epochs_differ_and_seeds_differ():
    first = glued(plain().windows(0), "inputs")
    assert not np.array_equal(first, glued(plain().windows(1), "inputs"))
    assert not np.array_equal(first, glued(plain(seed=1).windows(0), "inputs"))


def test_the_same_seed_gives_the_same_windows_from_any_number_on():
    streams = Streams(IDS, 4, 16, reset_rate=0.5, unknown_rate=0.1, seed=7)
    whole = list(streams.windows(2))
    rest = list(streams.windows(2, first=5))
    assert len(rest) == len(whole) - 5
    for left, right in zip(whole[5:], rest, strict=True):
        for a, b in zip(left, right, strict=True):
            np.testing.assert_array_equal(a, b)


def test_a_stream_starts_anew_at_the_given_rate():
    streams = Streams(np.zeros(20_001, int), 20, 4, reset_rate=0.25)
    keeps = np.concatenate([window.keep for window in streams.windows(0)][1:])
    assert set(np.unique(keeps)) == {0.0, 1.0}
    assert abs(1 - keeps.mean() - 0.25) < 0.02


def test_the_first_window_starts_from_the_zero_state():
    first = next(plain(reset_rate=0).windows(0))
    np.testing.assert_array_equal(first.keep, np.zeros((4, 1), np.float32))


def test_unknown_characters_are_inputs_at_their_rate_and_never_targets():
    streams = Streams(np.full(20_001, 5), 20, 50, unknown_rate=0.1)
    windows = list(streams.windows(0))
    assert abs(np.mean(glued(windows, "inputs") == UNKNOWN) - 0.1) < 0.01
    assert set(np.unique(glued(windows, "targets"))) == {5}


def test_dtypes_are_those_of_the_training_step():
    window = next(plain().windows(0))
    assert [part.dtype.name for part in window] == ["int32", "int32", "float32"]


@pytest.mark.parametrize("size", [0, 1, 4])
def test_a_text_shorter_than_the_batch_is_refused(size):
    with pytest.raises(ValueError, match="longer text or fewer streams"):
        Streams(np.arange(size), 4, 16)
