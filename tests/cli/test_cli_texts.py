"""Lines from standard input as they arrive."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keras_seqzoo.cli.classify import styled_class
from keras_seqzoo.cli.errors import CommandError
from keras_seqzoo.cli.output import CONTROL, print_json, visible, visible_lines
from keras_seqzoo.cli.spans import styled_spans
from keras_seqzoo.cli.texts import arrived, batches, decoded
from keras_seqzoo.runtime import Classification


class Blocks:
    """A stream whose reads return given blocks."""

    def __init__(self, blocks):
        self.blocks = list(blocks)

    def read1(self, size):
        return self.blocks.pop(0) if self.blocks else b""


@given(st.lists(st.text(alphabet="ab\n", min_size=1, max_size=4)))
def test_lines_do_not_depend_on_how_they_arrive(blocks):
    content = "".join(blocks).encode()
    groups = arrived(Blocks(block.encode() for block in blocks))
    expected = content.split(b"\n")
    expected = expected[:-1] if expected[-1] == b"" else expected
    assert [line for group in groups for line in group] == expected


def test_each_line_is_given_on_when_it_arrives():
    groups = arrived(Blocks([b"one\n", b"two\nth", b"ree\n"]))
    assert list(groups) == [[b"one"], [b"two"], [b"three"]]


@given(st.lists(st.text(st.characters(exclude_characters="\n\r\ufeff", codec="utf-8"))))
def test_any_unicode_line_passes(lines):
    content = "".join(line + "\n" for line in lines).encode()
    groups = decoded(arrived(io.BufferedReader(io.BytesIO(content))))
    assert [text for group in groups for text in group] == lines


def test_byte_order_mark_and_carriage_returns_are_dropped():
    assert list(decoded([[b"\xef\xbb\xbfa\r", b"b\r"]])) == [["a", "b"]]


def test_wrong_encoding_names_the_line_after_the_lines_before_it():
    groups = decoded([[b"one"], [b"two", b"caf\xe9", b"four"]])
    assert next(groups) == ["one"]
    assert next(groups) == ["two"]
    with pytest.raises(CommandError, match="line 3: byte 0xe9 at position 4") as error:
        next(groups)
    assert error.value.code == 4


def test_arguments_come_before_standard_input():
    assert list(batches(["a", "b"])) == [["a", "b"]]


ANY = st.text(st.characters(exclude_categories=()))


@given(ANY)
def test_visible_keeps_offsets_and_no_control_character(text):
    shown = visible(text)
    assert len(shown) == len(text)
    assert not any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 for c in shown)
    shown.encode("utf-8")
    assert visible_lines(text).count("\n") == text.count("\n")


def test_ordinary_text_is_shown_as_it_is():
    text = "Zoë: «naïve» 北京 🙂 [red]x[/red]"
    assert visible(text) == text
    assert all(len(shown) == 1 for shown in CONTROL.values())


@given(ANY)
def test_json_is_one_ascii_line_for_any_text(text):
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", out)
        print_json({"text": text})
    line = out.getvalue()
    assert line.isascii() and line.endswith("\n") and line.count("\n") == 1
    assert json.loads(line) == {"text": text}


def test_markup_in_a_text_is_not_styled():
    assert styled_spans("[bold]x[/bold]", []).plain == "[bold]x[/bold]"
    assert not styled_spans("[bold]x[/bold]", []).spans


def test_a_label_of_a_preset_cannot_send_control_characters():
    answer = Classification("\x1b]0;gotcha\x07", 1.0, {})
    assert "\x1b" not in styled_class("film", answer).plain
