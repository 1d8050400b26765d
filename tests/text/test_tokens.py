"""The tokenizer: conventions, offsets on any string, linear time."""

import time
import unicodedata

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from keras_seqzoo.text import Token, tokenize

CONVENTIONS = [
    ("I don't, can't and won't.", "I do n't , ca n't and wo n't ."),
    ("DON'T it's we'll they've I'd", "DO N'T it 's we 'll they 've I 'd"),
    ("that’s n’t O’Neill’s", "that ’s n’t O’Neill ’s"),
    ("dogs' rock'n'roll l'amico", "dogs ' rock'n'roll l'amico"),
    ("'em 'til the '90s 're-elect", "'em 'til the '90s ' re-elect"),
    ("a well-known 20th-century F-16", "a well-known 20th-century F-16"),
    ("1,000.50 10:30pm 3/4 6-2 1996-08-30", "1,000.50 10:30pm 3/4 6-2 1996-08-30"),
    ("10% of $5.50, US$5 or £3", "10 % of $ 5.50 , US$ 5 or £ 3"),
    ("+44 and .5", "+44 and .5"),
    ("Mr. J. Smith of the U.S. left.", "Mr. J. Smith of the U.S. left ."),
    ("U.S.-based Acme Inc. vs. e.g. x", "U.S.-based Acme Inc. vs. e.g. x"),
    ("No. 5 said no. No.", "No. 5 said no . No ."),
    ("AT&T and R&D", "AT&T and R&D"),
    ("So I. Then", "So I . Then"),
    ("great.The end", "great . The end"),
    (
        "see www.a.org/b, (http://x.y/z?q=1).",
        "see www.a.org/b , ( http://x.y/z?q=1 ) .",
    ),
    ("mail a.b+c@d-e.co.uk now", "mail a.b+c@d-e.co.uk now"),
    ("amazon.com and notes.txt", "amazon.com and notes.txt"),
    ("@user: #tag #1 a@b", "@user : #tag # 1 a @ b"),
    ("so :) :-( ;) <3 wow", "so :) :-( ;) <3 wow"),
    ("no:(x) 8)", "no : ( x ) 8 )"),
    ("what?!! ... .. -- ---- ***", "what ?!! ... .. -- ---- ***"),
    ("`` quoted '' \"x\"", "`` quoted '' \" x \""),
    ("A &amp; B", "A &amp; B"),
    (
        "😀👍🏽 🇫🇷🇩🇪 👩\u200d👩\u200d👧 1\ufe0f\u20e3",
        "😀 👍🏽 🇫🇷 🇩🇪 👩\u200d👩\u200d👧 1\ufe0f\u20e3",
    ),
    ("漢字かな", "漢 字 かな"),
    ("cafe\u0301 нет שלום مرحبا", "cafe\u0301 нет שלום مرحبا"),
    ("and/or w/o b/c", "and/or w/o b/c"),
    ("__init__ snake_case", "__ init__ snake_case"),
]


@pytest.mark.parametrize(("text", "expected"), CONVENTIONS)
def test_conventions(text, expected):
    assert [token.text for token in tokenize(text)] == expected.split()


@pytest.mark.parametrize("text", ["", " \n\t ", "\0\x07\u200b\ufeff"])
def test_nothing_to_see(text):
    assert tokenize(text) == []


def test_offsets_of_an_example():
    assert tokenize("Hi, you") == [
        Token("Hi", 0, 2),
        Token(",", 2, 3),
        Token("you", 4, 7),
    ]


def test_bytes_are_refused():
    with pytest.raises(TypeError, match="decode bytes"):
        tokenize(b"abc")


def is_invisible(character):
    return character.isspace() or regex.match(r"[\p{Cc}\p{Cf}]", character) is not None


PIECES = st.sampled_from(
    ["'", "’", "n't", "'s", "-", ".", "...", "a", "B", "U.S.", "1", ",", ":", "/", "@"]
    + ["#", "http://", "www.", "é", "e\u0301", "\u200d", "👩", "🇫", "\ufe0f", "漢", " "]
    + [
        "\n",
        "\0",
        "\ud800",
        "\udfff",
        "_",
        "&",
        "&amp;",
        "$",
        "<3",
        ":)",
        "Mr.",
        "\u202e",
    ]
)
ANY_CHARACTER = st.characters(exclude_categories=["Cn"])


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(ANY_CHARACTER), st.lists(PIECES, max_size=30).map("".join)))
@example("\ud83d\ude00 \0\ud800a")
@example("\u202eשלום\u202c (abc)")
def test_offsets_and_coverage_of_any_string(text):
    covered = 0
    for token in tokenize(text):
        assert token.start >= covered and token.end > token.start
        assert text[token.start : token.end] == token.text
        assert all(is_invisible(c) for c in text[covered : token.start])
        assert not is_invisible(token.text[0])
        covered = token.end
    assert all(is_invisible(c) for c in text[covered:])


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(st.characters(categories=["Ll"]), min_size=1), min_size=1))
def test_words_of_letters_stay_whole(words):
    """Words of lower-case letters, parted by spaces, are the tokens."""
    assert [t.text for t in tokenize(" ".join(words))] == words


@pytest.mark.parametrize(
    "text", ["a" * 100_000, "é" * 100_000, "\ud800" + "x" * 100_000]
)
def test_a_word_of_any_length_is_one_token(text):
    assert max(len(token.text) for token in tokenize(text)) >= 100_000


HARD = [
    "a", ".", "a-", "a.", "ab.", "1.", "1a.1", "@", "a@", "a.a@", "'", "a'", "n't",
    "www.", "http://", "#", "1#", ":)", "e\u0301", "\u0301", "🇫", "😀", "👩\u200d", "&",
    "A&", "U.", "Mr.", "<", "_", "-_", "+.1", "漢", "\0", " ", "a\u00ad", "x@a.", ":(a",
]  # fmt: skip


def seconds(text):
    """The least of three runs."""
    times = []
    for _ in range(3):
        start = time.process_time()
        tokenize(text)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("piece", HARD)
def test_time_is_linear(piece):
    """Eight times the text takes far less than the 64 times of a quadratic rule."""
    short = piece * (3_000 // len(piece))
    assert seconds(short * 8 + "~x") < 25 * seconds(short + "~x") + 0.05


def test_categories_are_those_of_unicode():
    """What the oracle above calls invisible agrees with the standard library."""
    for code in range(0x3000):
        category = unicodedata.category(chr(code))
        if category != "Cn":
            expected = category in ("Cc", "Cf") or chr(code).isspace()
            assert is_invisible(chr(code)) == expected
