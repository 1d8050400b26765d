"""A text is a string, the path of a file or a list of documents."""

import pytest
from char_lm_cases import TEXT

from keras_seqzoo.models.char_lm import CharLM


def test_evaluate_reads_a_text_or_a_file(lm, tmp_path):
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    expected = lm.evaluate(TEXT, num_windows=8, length=30)
    assert lm.evaluate(path, num_windows=8, length=30) == expected
    assert lm.evaluate(str(path), num_windows=8, length=30) == expected
    assert expected["unknown_share"] == 0


@pytest.mark.parametrize("text", ["the cat " * 100, "the\0cat\n" * 99])
def test_a_text_is_never_taken_for_a_file_that_is_not_there(lm, text):
    assert lm.evaluate(text, num_windows=2, length=9)["nats_per_char"] > 0


def test_a_line_ends_at_line_breaks_alone(document_lm):
    assert document_lm.documents("a\x0cb\n\x85\n\nb\n") == ["a\x0cb", "\x85", "", "b"]


@pytest.mark.parametrize("source", [None, 3, b"the", [1, 2], ["a", None]])
def test_a_text_must_be_a_text(lm, source):
    for use in (lm.evaluate, CharLM.from_text, lambda x: lm.fit(x, x)):
        with pytest.raises(TypeError, match="must be a str, the path of a file"):
            use(source)


def test_a_path_of_no_file_is_told(lm, tmp_path):
    for use in (lm.evaluate, CharLM.from_text, lambda x: lm.fit(x, x)):
        with pytest.raises(ValueError, match="There is no file"):
            use(str(tmp_path / "trian.txt"))
