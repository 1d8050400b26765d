"""Vectors of more words by a linear map, against NumPy's own least squares."""

import numpy as np
import pytest

from keras_seqzoo.text import WordVectors, extended_vectors

RANDOM = np.random.default_rng(3)


def table(words, dim):
    matrix = RANDOM.normal(size=(len(words), dim)).astype(np.float16)
    return WordVectors(words, matrix)


@pytest.fixture
def tables():
    words = [f"w{i}" for i in range(40)]
    return table([*words[10:], "own"], 5), table(words, 3)


def test_new_words_are_mapped_by_least_squares(tables):
    wide, narrow = tables
    common = narrow.words[10:]
    inputs = np.insert(narrow.matrix.astype(float), 3, 1, axis=1)
    targets = wide.vectors(common).astype(float)
    solution, *_ = np.linalg.lstsq(inputs[10:], targets, rcond=None)
    found = extended_vectors(wide, narrow)
    np.testing.assert_allclose(
        found.vectors(narrow.words[:10]), inputs[:10] @ solution, atol=2e-3
    )


def test_own_vectors_stay_and_the_order_is_that_of_the_others(tables):
    wide, narrow = tables
    found = extended_vectors(wide, narrow)
    assert found.words == [*narrow.words, "own"] and found.dim == wide.dim
    assert found.matrix.dtype == np.float16
    assert np.array_equal(found.vectors(wide.words), wide.vectors(wide.words))


def test_words_are_compared_exactly():
    wide = table(["a", "b", "c", "US"], 2)
    found = extended_vectors(wide, table(["us", "c", "b", "a"], 1))
    assert found.words == ["us", "c", "b", "a", "US"]
    assert np.array_equal(found.vectors(["US"]), wide.vectors(["US"]))


def test_too_few_common_words_are_refused(tables):
    wide, narrow = tables
    few = WordVectors(narrow.words[:13], narrow.matrix[:13])
    with pytest.raises(ValueError, match=r"\(3\)\. Received: 3 common words"):
        extended_vectors(wide, few)
