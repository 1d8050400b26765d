"""Random numbers by row."""

import numpy as np
import pytest

from keras_seqzoo.generation import RowDraws


@pytest.mark.parametrize("rows", [0, 1, np.int64(2)])
def test_any_number_of_rows(rows):
    draws = RowDraws(rows, seed=1)
    for _ in range(300):
        found = draws.random((int(rows),))
        assert found.shape == (rows,) and np.all((found >= 0) & (found < 1))


def test_a_row_is_the_same_beside_others():
    many, one = RowDraws(3, seed=5), RowDraws([2], seed=5)
    for _ in range(300):
        assert many.random((3,))[2] == one.random((1,))[0]


def test_the_shape_must_be_that_of_the_rows():
    with pytest.raises(ValueError, match="shape"):
        RowDraws(2, seed=1).random((3,))
