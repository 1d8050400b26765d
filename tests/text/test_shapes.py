"""Case and character classes of words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keras_seqzoo.text import NUM_SHAPES, word_shape
from keras_seqzoo.text.shapes import SHAPES


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("cat", "lower"), ("NATO", "upper"), ("Paris", "title"), ("iPhone", "mixed"),
        ("A", "letter"), ("1996", "digits"), ("1,000", "number"),
        ("F-16", "alphanumeric"),
        ("re-elect", "hyphenated lower"), ("Anglo-Dutch", "hyphenated title"),
        ("http://a.b", "address"), ("a@b.org", "address"), ("@me", "mention"),
        ("#tag", "hashtag"), ("...", "mark"), ("漢字", "other"), ("U.S.", "upper"),
        ("n't", "lower"), ("Éa", "title"), ("½", "number"),
    ],
)  # fmt: skip
def test_shapes(word, shape):
    assert SHAPES[word_shape(word)] == shape


@given(st.text())
def test_any_word_has_a_shape_that_is_not_padding(word):
    assert 1 <= word_shape(word) < NUM_SHAPES
