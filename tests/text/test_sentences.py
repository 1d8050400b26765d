"""Sentence boundaries: rules, cover of all tokens, cuts, linear work."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keras_seqzoo.text import sentences, tokenize

EXAMPLES = [
    "It rained.|We left.",
    "Dr. No met Mr. J. Smith.|They spoke.",
    "He lives in the U.S. President Obama came.",
    "He lives in the U.S.|The end.",
    "Acme Inc. bought it.|He paid Acme Inc.|They agreed.",
    'She said "Go!"|He went.',
    'She said "Go!" and he went.',
    "Is it?|yes it is!|no.",
    "we went home.|then we slept.",
    "It is approx. five.|Or e.g. six.",
    "Wait... what?|Yes.",
    "(It ended.)|[So did he.]|“Did he?”|Yes.",
    "1. The first.|2. The second.",
    "Great.|The end",
    "A title\n\n|and a paragraph",
    "one line\nand the next",
    "First.\r\n\r\n|second",
    "Yahoo! -- is it? - maybe",
    "这是。|那是！|好",
]


@pytest.mark.parametrize("marked", EXAMPLES)
def test_rules(marked):
    text = marked.replace("|", " ")
    tokens = tokenize(text)
    found = [
        [token.text for token in tokens[first:last]]
        for first, last in sentences(tokens, text)
    ]
    assert found == [[t.text for t in tokenize(part)] for part in marked.split("|")]


def test_no_tokens():
    assert sentences([], " ") == []


def test_long_runs_are_cut():
    text = "a " * 10 + ". B " + "c " * 3
    assert sentences(tokenize(text), text, max_tokens=4) == [
        (0, 4), (4, 8), (8, 11), (11, 15),
    ]  # fmt: skip


def test_max_tokens_must_be_positive():
    with pytest.raises(ValueError, match="max_tokens=0"):
        sentences([], "", max_tokens=0)


PIECES = ["A", "b", ".", "!", '"', ")", "U.S.", "1", "\n", "\n\n", " ", "The", "..."]


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map(" ".join)),
    st.integers(1, 9),
)
def test_ranges_cover_all_tokens_in_order(text, max_tokens):
    tokens = tokenize(text)
    ranges = sentences(tokens, text, max_tokens)
    assert [i for first, last in ranges for i in range(first, last)] == list(
        range(len(tokens))
    )
    assert all(0 < last - first <= max_tokens for first, last in ranges)


@pytest.mark.parametrize("piece", [".)", '."', ". A", ".\n\n", "a ", "? ", "U.S. "])
def test_work_grows_like_the_text(piece):
    few, many = (calls_for(piece * count) for count in (50, 400))
    assert few < many < 9 * few


def calls_for(text):
    """Number of calls that finding the sentences of a text takes."""
    tokens, events = tokenize(text), []
    sys.setprofile(lambda frame, event, argument: events.append(event))
    try:
        sentences(tokens, text)
    finally:
        sys.setprofile(None)
    return len(events)
