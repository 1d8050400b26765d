"""The window of recent tokens against a list that only grows."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from keras_seqzoo.generation.recent_tokens import RECENT, RecentTokens

TOKENS = st.integers(2, 50)


@given(st.lists(TOKENS, max_size=RECENT + 50), st.integers(0, 4 * RECENT))
def test_one_text(begun, more):
    recent, whole = RecentTokens([begun]), list(begun)
    for token in range(more):
        recent.add([token])
        whole.append(token)
    assert recent.array().tolist() == [whole[-RECENT:]]


def test_texts_of_other_lengths_are_padded_and_left():
    recent = RecentTokens([[5], [], [7, 8, 9]])
    np.testing.assert_array_equal(
        recent.array(), [[-1, -1, 5], [-1, -1, -1], [7, 8, 9]]
    )
    recent.add([1, 2, 3])
    recent.keep([0, 2])
    np.testing.assert_array_equal(recent.array(), [[-1, -1, 5, 1], [7, 8, 9, 3]])
