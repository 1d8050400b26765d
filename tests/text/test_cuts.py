"""Parts of long sentences: they cover all words and hardly split a name."""

from hypothesis import given
from hypothesis import strategies as st

from keras_seqzoo.text.cuts import cut

WORDS = st.lists(st.sampled_from(["Ada", "and", ",", "."]), max_size=60)


@given(WORDS, st.integers(1, 12))
def test_parts_cover_all_words_in_order(words, most):
    parts = cut(words, most)
    assert [i for a, b in parts for i in range(a, b)] == list(range(len(words)))
    assert all(0 < b - a <= most for a, b in parts)


def test_a_part_ends_after_punctuation_of_its_second_half():
    assert cut(["a", "b", "c", ",", "New", "York", "d"], 6) == [(0, 4), (4, 7)]
    assert cut(["a", ",", "c", "d", "e", "f", "g"], 6) == [(0, 6), (6, 7)]
    assert cut(["a"] * 6, 6) == [(0, 6)] and cut([]) == []
