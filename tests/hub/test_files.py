import json
import os

import pytest

from keras_seqzoo.files import (
    read_json,
    replacing,
    sha256,
    write_json,
    write_text,
)
from keras_seqzoo.hub.folders import new_preset_folder


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_sha256_of_a_published_vector(tmp_path):
    (tmp_path / "abc").write_bytes(b"abc")
    assert sha256(tmp_path / "abc") == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )


def test_replacing_puts_the_new_file_in_place(tmp_path):
    path = tmp_path / "file"
    path.write_text("old")
    with replacing(path) as temporary:
        temporary.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert names(tmp_path) == ["file"]


def test_replacing_leaves_the_old_file_if_the_body_raises(tmp_path):
    path = tmp_path / "file"
    path.write_text("old")
    with pytest.raises(RuntimeError):
        with replacing(path) as temporary:
            temporary.write_text("half")
            raise RuntimeError
    assert path.read_text() == "old"
    assert names(tmp_path) == ["file"]


def test_json_is_sorted_utf8_with_a_last_line_end(tmp_path):
    write_json(tmp_path / "a.json", {"b": "é\u2028", "a": [1]})
    text = (tmp_path / "a.json").read_bytes().decode("utf-8")
    assert text.index('"a"') < text.index('"b"')
    assert "é\u2028" in text and text.endswith("}\n")
    assert read_json(tmp_path / "a.json") == {"b": "é\u2028", "a": [1]}


def test_json_that_is_not_finite_is_not_written(tmp_path):
    with pytest.raises(ValueError):
        write_json(tmp_path / "a.json", {"x": float("nan")})
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    "content, message",
    [
        (b"{", "not UTF-8 JSON"),
        (b'"\xff"', "not UTF-8 JSON"),
        (b'{"x": NaN}', "NaN is not a JSON number"),
        (b'{"x": Infinity}', "Infinity is not a JSON number"),
        (b"[" * 500_000, "not UTF-8 JSON"),
        (b"1" * 5000, "not UTF-8 JSON"),
        (b'{"x": {"a": 1, "a": 2}}', "a key comes twice"),
        (b" " * (1 << 20) + b"1", "more than 1048576 bytes"),
    ],
)
def test_json_that_is_refused(tmp_path, content, message):
    (tmp_path / "a.json").write_bytes(content)
    with pytest.raises(ValueError, match=message):
        read_json(tmp_path / "a.json")


def test_missing_json(tmp_path):
    with pytest.raises(ValueError, match="There is no file .*a.json"):
        read_json(tmp_path / "a.json")


def write_preset(folder, text):
    with new_preset_folder(folder) as fresh:
        write_text(fresh / "preset.json", json.dumps(text))


def test_new_preset_folder_replaces_a_preset_as_a_whole(tmp_path):
    folder = tmp_path / "zoo" / "a.b"
    write_preset(folder, "old")
    (folder / "left over").write_text("")
    write_preset(folder, "new")
    assert names(folder) == ["preset.json"]
    assert read_json(folder / "preset.json") == "new"
    assert names(folder.parent) == ["a.b"]


def test_new_preset_folder_fills_an_empty_folder(tmp_path):
    folder = tmp_path / "empty"
    folder.mkdir()
    write_preset(folder, "new")
    assert names(folder) == ["preset.json"]


def test_new_preset_folder_keeps_the_old_preset_if_the_body_raises(tmp_path):
    folder = tmp_path / "a.b"
    write_preset(folder, "old")
    with pytest.raises(RuntimeError):
        with new_preset_folder(folder) as fresh:
            write_text(fresh / "preset.json", "half")
            raise RuntimeError
    assert read_json(folder / "preset.json") == "old"
    assert names(tmp_path) == ["a.b"]


def test_new_preset_folder_takes_the_place_of_a_checkpoint(tmp_path):
    folder = tmp_path / "run"
    write_text(folder / "checkpoint" / "state.npz", "state")
    write_preset(folder, "new")
    assert names(folder) == ["preset.json"]


def test_a_checkpoint_beside_other_files_is_left_alone(tmp_path):
    folder = tmp_path / "run"
    for name in ("checkpoint/state.npz", "checkpoint/notes.txt"):
        write_text(folder / name, name)
    with pytest.raises(ValueError, match="is not a preset"):
        write_preset(folder, "new")
    assert names(folder / "checkpoint") == ["notes.txt", "state.npz"]


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_new_preset_folder_never_replaces_something_else(tmp_path, kind):
    path = tmp_path / "mine"
    if kind == "folder":
        path.mkdir()
    victim = path / "thesis.tex" if kind == "folder" else path
    victim.write_text("years of work")
    with pytest.raises(ValueError, match="is not a preset"):
        write_preset(path, "new")
    assert victim.read_text() == "years of work"


def test_files_get_the_usual_permissions(tmp_path):
    (tmp_path / "plain").write_text("")
    write_text(tmp_path / "ours", "")
    assert os.stat(tmp_path / "ours").st_mode == os.stat(tmp_path / "plain").st_mode
