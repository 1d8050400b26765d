"""Buckets of similar length, padding."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keras_seqzoo.data import bucket_batches, pad


@given(st.lists(st.integers(0, 60), max_size=400), st.integers(1, 9), st.integers(0, 3))
def test_every_index_comes_once(lengths, batch_size, epoch):
    batches = bucket_batches(lengths, batch_size, 7, epoch)
    assert sorted(i for batch in batches for i in batch) == list(range(len(lengths)))
    assert all(0 < len(batch) <= batch_size for batch in batches)


def test_same_seed_and_epoch_give_the_same_batches():
    lengths = np.random.default_rng(0).integers(1, 50, 1000)

    def order(seed, epoch):
        batches = bucket_batches(lengths, 32, seed, epoch)
        return [batch.tolist() for batch in batches]

    assert order(1, 2) == order(1, 2)
    assert order(1, 2) != order(1, 3)
    assert order(1, 2) != order(2, 2)


def test_batches_waste_little():
    """Padding costs under a tenth of the cells, in random order over a third."""
    lengths = np.random.default_rng(0).integers(1, 100, 5000)

    def waste(batches):
        cells = sum(lengths[b].max() * len(b) for b in batches)
        return 1 - lengths.sum() / cells

    assert waste(bucket_batches(lengths, 32, 0, 0)) < 0.1
    assert waste(np.array_split(np.arange(5000), 157)) > 0.33


def test_long_and_short_batches_are_mixed():
    lengths = np.arange(6400)
    means = [lengths[b].mean() for b in bucket_batches(lengths, 64, 0, 0)]
    assert abs(np.corrcoef(means, np.arange(len(means)))[0, 1]) < 0.4


def test_batch_size_must_be_positive():
    with pytest.raises(ValueError, match="batch_size=0"):
        bucket_batches([1], 0, 0, 0)


@given(
    st.lists(st.lists(st.integers(1, 99), max_size=20), max_size=6), st.integers(1, 9)
)
def test_padding(sequences, multiple):
    padded = pad(sequences, "int32", multiple)
    longest = max(map(len, sequences), default=0)
    assert padded.dtype == np.int32
    assert padded.shape[0] == len(sequences)
    assert padded.shape[1] % multiple == 0
    assert longest <= padded.shape[1] < max(longest, 1) + multiple
    for row, sequence in zip(padded.tolist(), sequences, strict=True):
        assert row == sequence + [0] * (padded.shape[1] - len(sequence))


def test_padding_of_floats_and_bools():
    assert pad([[0.5]], "float32", 2).tolist() == [[0.5, 0]]
    assert pad([[True]], bool, 2).tolist() == [[True, False]]


def test_multiple_must_be_positive():
    with pytest.raises(ValueError, match="multiple=0"):
        pad([[1]], "int32", multiple=0)
