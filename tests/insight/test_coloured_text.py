"""Coloured texts: colours follow the numbers, nothing of the text is lost or run."""

import html
import re

import pytest
from rich.console import Console

from keras_seqzoo.insight import ColouredText
from keras_seqzoo.insight.colours import as_hex, colour, shades


def test_the_least_is_white_and_the_most_coloured():
    low, middle, high = map(colour, shades([1.0, 2.0, 3.0]))
    assert low == (255, 255, 255)
    assert high == (87, 135, 190)
    assert all(h <= m <= w for h, m, w in zip(high, middle, low, strict=True))


def test_zero_is_white_where_numbers_have_a_sign():
    assert shades([-2.0, 0.0, 1.0], signed=True) == [-1.0, 0.0, 0.5]
    below, zero, above = map(colour, (-1.0, 0.0, 0.5))
    assert zero == (255, 255, 255)
    assert below[0] > below[2] and above[2] > above[0]


@pytest.mark.parametrize("values", [[], [0.0], [5.0, 5.0], [float("nan"), 1.0]])
def test_any_numbers_have_colours(values):
    drawn = [as_hex(colour(shade)) for shade in shades(values)]
    assert len(drawn) == len(values)
    assert all(re.fullmatch("#[0-9a-f]{6}", text) for text in drawn)


def test_html_shows_the_text_and_runs_nothing_of_it():
    tokens = ["<script>", "a&b", '"', "\n", "\x1b"]
    page = ColouredText.of(tokens, range(5), unit="bits").html()
    assert "<script>" not in page and "\x1b" not in page
    seen = html.unescape(re.sub(r"<[^>]*>", "", page))
    assert seen == '<script>a&b"\u21b5\n\u241b\n'
    assert 'title="4 bits"' in page


def test_a_terminal_shows_the_text_with_backgrounds():
    text = ColouredText.of(["the ", "[red]cat", "\x1b[2J"], [0, 1, 2])
    console = Console(force_terminal=True, color_system="truecolor", width=80)
    with console.capture() as capture:
        console.print(text)
    shown = capture.get()
    assert "48;2;87;135;190" in shown and "[red]cat" in shown
    assert "\x1b[2J" not in shown


def test_a_notebook_shows_the_html():
    text = ColouredText.of("ab", [1, 2])
    assert text._repr_html_() == text.html()


def test_there_must_be_a_number_for_each_token():
    with pytest.raises(ValueError, match="Received: 1 numbers, 2 tokens"):
        ColouredText.of("ab", [1.0])
