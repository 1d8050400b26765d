"""Plain and gzipped text: lines, strict UTF-8, errors that name the line."""

import gzip
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keras_seqzoo.data import DataError, open_text, read_plain


def write(path, content, end):
    path = path.with_name(path.name + end)
    path.write_bytes(gzip.compress(content) if end else content)
    return path


def lines_of(path):
    with open_text(path) as lines:
        return list(lines)


ENDS = pytest.mark.parametrize("end", ["", ".gz"])


@ENDS
def test_lines_without_their_ends(tmp_path, end):
    content = "\ufeffa\r\n\n b\u2028c\x0bd\u0085 \nlast".encode()
    path = write(tmp_path / "t", content, end)
    assert lines_of(path) == ["a", "", " b\u2028c\x0bd\u0085 ", "last"]


def test_gzip_is_known_by_its_content(tmp_path):
    path = tmp_path / "misnamed.txt"
    path.write_bytes(gzip.compress(b"x\n"))
    assert lines_of(path) == ["x"]


@ENDS
def test_an_empty_file(tmp_path, end):
    path = write(tmp_path / "t", b"", end)
    assert lines_of(path) == []
    assert read_plain(path) == ""


@settings(deadline=None, max_examples=60)
@given(st.text())
def test_plain_text_comes_back(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("plain") / "t.txt"
    path.write_bytes(text.encode())
    assert read_plain(path) == text.removeprefix("\ufeff")


@ENDS
def test_not_utf8(tmp_path, end):
    path = write(tmp_path / "t", b"ok\ncaf\xe9 x\n", end)
    for read in (lines_of, read_plain):
        with pytest.raises(DataError, match=r"t(\.gz)?, line 2: not UTF-8 \(byte 0xe9"):
            read(path)


def test_a_gzip_stream_cut_short(tmp_path):
    path = tmp_path / "t.gz"
    path.write_bytes(gzip.compress(b"".join(b"%d\n" % i for i in range(5000)))[:-20])
    for read in (lines_of, read_plain):
        with pytest.raises(DataError, match="t.gz.*broken gzip"):
            read(path)


def test_a_missing_file(tmp_path):
    with pytest.raises(FileNotFoundError, match="nothing.txt"):
        lines_of(tmp_path / "nothing.txt")


def test_lines_are_streamed(tmp_path):
    path = tmp_path / "t.gz"
    path.write_bytes(gzip.compress(b"0123456789\n" * 100_000))
    tracemalloc.start()
    with open_text(path) as lines:
        assert sum(map(len, lines)) == 1_000_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 300_000
