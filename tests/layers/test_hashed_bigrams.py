import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from keras import ops

from keras_seqzoo.layers import HashedBigrams

ROWS, UNITS = 50, 3
TABLE = np.random.default_rng(0).normal(size=(ROWS, UNITS)).astype("float32")


def layer():
    made = HashedBigrams(ROWS, UNITS)
    made.build((None, None))
    made.set_weights([TABLE])
    return made


def signed(number):
    """A whole number as 32 bits hold it."""
    return (number + 2**31) % 2**32 - 2**31


def row(before, word):
    return signed(1_640_531_527 * before + 1_097_657_231 * word) % (ROWS - 1) + 1


def plain(words):
    words = [word for word in words if word]
    pairs = zip([0, *words], words, strict=False)
    distinct = {row(-1, word) for word in words} | {row(*pair) for pair in pairs}
    return TABLE[sorted(distinct)].sum(axis=0)


@given(st.lists(st.integers(1, 2**31 - 1), max_size=12), st.integers(0, 3))
@settings(deadline=None, max_examples=60)
def test_it_is_the_sum_of_the_distinct_rows(words, padding):
    ids = np.array([words + [0] * padding], "int32")
    found = ops.convert_to_numpy(layer()(ids))
    np.testing.assert_allclose(found, [plain(words)], rtol=1e-5, atol=1e-5)


def test_what_occurs_again_adds_nothing():
    once, again = ops.convert_to_numpy(
        layer()(np.array([[7, 8, 7, 0, 0, 0], [7, 8, 7, 8, 7, 8]], "int32"))
    )
    np.testing.assert_allclose(once, again, rtol=1e-5)


def test_empty_batches_and_texts():
    assert layer()(np.zeros((0, 4), "int32")).shape == (0, UNITS)
    found = ops.convert_to_numpy(layer()(np.zeros((2, 0), "int32")))
    np.testing.assert_array_equal(found, np.zeros((2, UNITS)))


def test_pairs_are_told_apart_by_their_order():
    found = ops.convert_to_numpy(layer()(np.array([[3, 4], [4, 3]], "int32")))
    assert np.abs(found[0] - found[1]).max() > 0.1
