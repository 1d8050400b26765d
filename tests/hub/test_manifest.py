import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keras_seqzoo.files import read_json, write_json
from keras_seqzoo.hub import Manifest, read_manifest, write_manifest
from keras_seqzoo.hub.manifest import from_json
from keras_seqzoo.hub.manifest_checks import check_path

RECORD = {"sha256": "0" * 64, "size": 3}


def manifest(**changes):
    values = {
        "architecture": "toy",
        "config": {"units": 4},
        "files": {"model.weights.h5": RECORD, "assets/words.json": RECORD},
        "name": "toy.open",
        "licence": "Apache-2.0",
        "data": [{"name": "A", "licence": "CC0-1.0", "url": "https://example.org"}],
        "about": {"description": "Toy.", "limits": ["None."]},
    }
    return Manifest(**{**values, **changes})


def as_json(**changes):
    return {**dataclasses.asdict(manifest()), **changes}


def test_round_trip(tmp_path):
    write_manifest(tmp_path, manifest())
    assert read_manifest(tmp_path) == manifest()


def test_the_file_has_the_documented_keys(tmp_path):
    write_manifest(tmp_path, manifest())
    assert set(read_json(tmp_path / "preset.json")) == {
        "about",
        "architecture",
        "config",
        "data",
        "files",
        "format_version",
        "keras_seqzoo",
        "licence",
        "name",
    }


BAD_PATHS = [
    "../x",
    "a/../../x",
    "/etc/passwd",
    "C:/x",
    "a\\b",
    "a//b",
    "a/",
    "",
    ".",
    "..",
    ".git/config",
    "a/.hidden",
    "x\n",
    "x\0",
    "preset.json",
    "Preset.JSON",
    "/".join("a" * 101),
    "é",
]


@pytest.mark.parametrize("path", BAD_PATHS)
def test_paths_that_are_refused(path):
    with pytest.raises(ValueError, match="is not an allowed path"):
        manifest(files={path: RECORD})


@given(st.text(alphabet="a.-_/\\: ~\n", max_size=12))
def test_an_allowed_path_stays_inside_the_folder(path):
    try:
        check_path(path)
    except ValueError:
        return
    folder = Path("/zoo/preset")
    assert (folder / path).parts[: len(folder.parts)] == folder.parts
    assert ".." not in Path(path).parts and not Path(path).is_absolute()


@pytest.mark.parametrize(
    "changes, message",
    [
        ({"format_version": 2}, "format version 2.*Upgrade"),
        ({"format_version": True}, "`format_version` must be of type int"),
        ({"extra": 1}, "'extra'"),
        ({"name": "a\x1b[2J"}, "`name` must be of .* printable characters"),
        ({"architecture": "a" * 201}, "`architecture` must be of at most 200"),
        ({"config": []}, "`config` must be of type dict"),
        ({"architecture": None}, "`architecture` must be of type str"),
        ({"files": {"a": {"sha256": "0" * 63, "size": 1}}}, "64 hexadecimal digits"),
        ({"files": {"a": {"sha256": 0, "size": 1}}}, "64 hexadecimal digits"),
        ({"files": {"a": {"sha256": "0" * 64, "size": -1}}}, "`size` of 'a'"),
        ({"files": {"a": {"sha256": "0" * 64, "size": 1 << 40}}}, "`size` of 'a'"),
        ({"files": {"a": {"sha256": "0" * 64, "size": True}}}, "`size` of 'a'"),
        ({"files": {"a": {"sha256": "0" * 64}}}, "lacks key.*'size'"),
        ({"files": {"a": 1}}, "must be of type dict"),
        ({"files": {"a/b": RECORD, "a/B": RECORD}}, "differ in upper case alone"),
        ({"files": {f"f{i}": RECORD for i in range(65)}}, "more than 64"),
        ({"data": [{"name": "A"}]}, "lacks key"),
        (
            {"data": [{"name": "A", "licence": 1, "url": ""}]},
            "licence` must be of type",
        ),
        ({"about": {"colour": "red"}}, "unknown key 'colour'"),
        ({"about": {"limits": "none"}}, "about.limits` must be of type list"),
        ({"about": {"limits": [1]}}, "must be of type str"),
    ],
)
def test_manifests_that_are_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        from_json(as_json(**changes))


@pytest.mark.parametrize("data", [[], "x", {}, None, {"model_type": "bert"}])
def test_json_that_is_no_manifest(data, tmp_path):
    write_json(tmp_path / "preset.json", data)
    with pytest.raises(ValueError, match="not the manifest"):
        read_manifest(tmp_path)


def test_a_missing_key_is_named():
    data = as_json()
    del data["config"]
    with pytest.raises(ValueError, match="'config'"):
        from_json(data)
