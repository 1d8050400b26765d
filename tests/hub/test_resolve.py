import logging
import os

import pytest

from keras_seqzoo.hub import Manifest, list_files, resolve, write_manifest


def write_preset(folder, name="toy.open"):
    folder = folder / name
    folder.mkdir(parents=True)
    (folder / "model.weights.h5").write_bytes(b"weights")
    write_manifest(folder, Manifest("toy", {}, list_files(folder), name=name))
    return folder


@pytest.fixture
def zoo(tmp_path, monkeypatch):
    monkeypatch.setenv("KERAS_SEQZOO_ZOO", str(tmp_path / "zoo"))
    write_preset(tmp_path / "zoo")
    return tmp_path / "zoo"


def test_name(zoo):
    assert resolve("toy.open") == zoo / "toy.open"


def test_the_first_folder_of_several_wins(zoo, tmp_path, monkeypatch):
    write_preset(tmp_path / "other")
    write_preset(tmp_path / "other", "toy.second")
    folders = [tmp_path / "other", zoo, tmp_path / "not there"]
    monkeypatch.setenv("KERAS_SEQZOO_ZOO", os.pathsep.join(map(str, folders)))
    assert resolve("toy.open") == tmp_path / "other" / "toy.open"
    assert resolve("toy.second") == tmp_path / "other" / "toy.second"


@pytest.mark.parametrize("kind", [str, lambda path: path])
def test_local_folder(tmp_path, kind):
    folder = write_preset(tmp_path)
    assert resolve(kind(folder)) == folder


def test_one_log_line_says_what_came_from_where(zoo, caplog):
    with caplog.at_level(logging.INFO, logger="keras_seqzoo"):
        resolve("toy.open")
    (record,) = caplog.records
    assert "toy.open" in record.getMessage()
    assert f"{zoo / 'toy.open'} (bundled)" in record.getMessage()


def test_a_damaged_preset_is_refused(zoo):
    (zoo / "toy.open" / "model.weights.h5").write_bytes(b"weighty")
    with pytest.raises(ValueError, match="does not have the SHA-256"):
        resolve("toy.open")


def test_unknown_name_lists_near_ones(zoo):
    with pytest.raises(ValueError, match="Did you mean 'toy.open'.*keras-seqzoo list"):
        resolve("toy.opne")


def test_a_folder_that_is_no_preset(tmp_path):
    with pytest.raises(ValueError, match="There is no file .*preset.json"):
        resolve(tmp_path)


@pytest.mark.parametrize(
    "handle", ["", "../zoo/toy.open", "no/such/folder", "a" * 300, "a\0b", "hf:/a/b"]
)
def test_handles_that_are_nothing(zoo, handle):
    with pytest.raises(ValueError, match="There is no preset"):
        resolve(handle)


@pytest.mark.parametrize(
    "handle",
    ["hf://", "hf://name", "hf://a/b/c", "hf://a/b@", "hf://a/../b", "hf://a/b c"],
)
def test_references_to_the_hub_that_are_refused(handle):
    with pytest.raises(ValueError, match="A handle on the Hub is"):
        resolve(handle)


@pytest.mark.parametrize("wrong", [None, 5, b"ner", ["ner_bilstm_crf.open"]])
def test_what_is_no_handle_is_refused(wrong):
    with pytest.raises(TypeError, match="`handle` must be .*Received"):
        resolve(wrong)
