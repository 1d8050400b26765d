"""When a generation ends."""

from itertools import count, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keras_seqzoo.generation import until


def forever():
    return ("ab\n"[i % 3] for i in count())


def test_length_bounds_the_text():
    assert "".join(until(forever(), length=5)) == "ab\nab"


def test_length_zero_asks_for_nothing():
    def broken():
        raise AssertionError("asked for a character")
        yield

    assert list(until(broken(), length=0)) == []


def test_no_length_has_no_end():
    assert len(list(islice(until(forever()), 1000))) == 1000


def test_the_source_is_not_read_beyond_the_end():
    source = iter("abcdef")
    assert "".join(until(source, length=2)) == "ab"
    assert "".join(source) == "cdef"


@given(
    st.text("ab", max_size=30),
    st.lists(st.text("ab", min_size=1, max_size=4), max_size=3),
)
def test_the_text_ends_with_the_first_stop_string(text, stop):
    ends = [i + len(s) for s in stop for i in range(len(text)) if text.startswith(s, i)]
    assert "".join(until(text, stop=stop)) == text[: min(ends, default=len(text))]


@pytest.mark.parametrize("length", [-1, 1.5, True, "3"])
def test_length_must_be_a_count(length):
    with pytest.raises(ValueError, match="length"):
        until("abc", length=length)


@pytest.mark.parametrize("stop", ["", [""], [1], ["a", None], 5])
def test_stop_must_be_of_strings(stop):
    with pytest.raises(ValueError, match="stop"):
        until("abc", stop=stop)


@pytest.mark.parametrize(
    "stop, expected",
    [("cat ", "the cat "), (" , ", "the cat , "), ("ca", "the ca"), ("cat", "the cat"),
     (["sat", "at"], "the cat"), ("dog", "the cat , sat")],
)  # fmt: skip
def test_a_stop_string_ends_within_a_piece(stop, expected):
    pieces = ["the", " cat", " ,", " sat"]
    assert "".join(until(pieces, stop=stop)) == expected
