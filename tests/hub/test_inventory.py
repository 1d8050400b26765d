import dataclasses
import hashlib

import pytest

from keras_seqzoo.hub import Manifest, list_files, verify_files


@pytest.fixture
def preset(tmp_path):
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "words.json").write_bytes(b'["a"]')
    (tmp_path / "model.weights.h5").write_bytes(bytes(range(256)))
    (tmp_path / "README.md").write_text("card")
    return tmp_path, Manifest("toy", {}, list_files(tmp_path))


def test_list_has_size_and_hash_of_all_but_the_card(preset):
    _, manifest = preset
    assert manifest.files == {
        "assets/words.json": {
            "sha256": hashlib.sha256(b'["a"]').hexdigest(),
            "size": 5,
        },
        "model.weights.h5": {
            "sha256": hashlib.sha256(bytes(range(256))).hexdigest(),
            "size": 256,
        },
    }


def test_a_whole_preset_passes_also_with_another_card(preset):
    folder, manifest = preset
    (folder / "README.md").write_text("edited on the Hub")
    verify_files(folder, manifest)


def test_missing_file(preset):
    folder, manifest = preset
    (folder / "assets" / "words.json").unlink()
    with pytest.raises(ValueError, match="lacks the file .*words.json"):
        verify_files(folder, manifest)


def test_truncated_file(preset):
    folder, manifest = preset
    (folder / "model.weights.h5").write_bytes(bytes(range(255)))
    with pytest.raises(ValueError, match="model.weights.h5 has 255 bytes.*says 256"):
        verify_files(folder, manifest)


@pytest.mark.parametrize("position", [0, 100, 255])
def test_flipped_bit(preset, position):
    folder, manifest = preset
    content = bytearray(range(256))
    content[position] ^= 1
    (folder / "model.weights.h5").write_bytes(content)
    with pytest.raises(ValueError, match="model.weights.h5 does not have the SHA-256"):
        verify_files(folder, manifest)


def test_weights_must_be_listed(preset):
    folder, manifest = preset
    with pytest.raises(ValueError, match="does not list model.weights.h5"):
        verify_files(folder, dataclasses.replace(manifest, files={}))


@pytest.mark.parametrize("name", ["assets/more.json", "golden.json"])
def test_what_is_read_must_be_listed(preset, name):
    folder, manifest = preset
    (folder / "plot.png").write_bytes(b"of no interest")
    verify_files(folder, manifest)
    (folder / name).write_text("[]")
    with pytest.raises(
        ValueError, match=f"has a file '{name}' which its manifest does"
    ):
        verify_files(folder, manifest)


def test_folder_in_place_of_a_file(preset):
    folder, manifest = preset
    (folder / "model.weights.h5").unlink()
    (folder / "model.weights.h5").mkdir()
    with pytest.raises(ValueError, match="lacks the file"):
        verify_files(folder, manifest)
