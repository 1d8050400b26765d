from pathlib import Path

import pytest

import keras_seqzoo
from keras_seqzoo.files import read_json, write_json
from keras_seqzoo.hub import Publication, pin, published_presets
from keras_seqzoo.hub.published import REGISTER

RECORD = {"sha256": "0" * 64, "size": 3}
FILES = {"preset.json": RECORD, "model.weights.h5": RECORD}
GOOD = {"repository": "a/b", "commit": "1" * 40, "tag": "v1", "files": FILES}


def test_the_register_knows_every_preset_of_the_zoo_and_no_other():
    zoo = Path(keras_seqzoo.__file__).parent.parent / "zoo"
    names = {path.parent.name for path in zoo.glob("*/preset.json")}
    assert set(published_presets()) == names


def test_a_preset_that_the_register_pins_is_the_one_of_the_zoo():
    zoo = Path(keras_seqzoo.__file__).parent.parent / "zoo"
    for name, publication in published_presets().items():
        if publication is not None:
            files = read_json(zoo / name / "preset.json")["files"]
            assert {k: v for k, v in publication.files.items() if k in files} == files


def test_a_publication_is_written_beside_the_others(tmp_path):
    register = tmp_path / "published.json"
    write_json(register, {"a.open": None, "b.open": GOOD})
    publication = Publication("c/d", "2" * 40, "v2", FILES)
    pin("a.open", publication, register)
    assert published_presets(register) == {
        "a.open": publication,
        "b.open": Publication(**GOOD),
    }
    assert REGISTER.is_file()


@pytest.mark.parametrize(
    "change, message",
    [
        ({"repository": "../x"}, "must have the form 'owner/name'"),
        ({"commit": "main"}, "40 hexadecimal digits"),
        ({"commit": None}, "40 hexadecimal digits"),
        ({"files": {"model.weights.h5": RECORD}}, "must be of type dict"),
        ({"files": {**FILES, "../x": RECORD}}, "not an allowed path"),
        ({"files": {**FILES, "x": {"size": 1}}}, "lacks key"),
    ],
)
def test_what_is_not_pinned_is_refused(change, message):
    with pytest.raises(ValueError, match=message):
        Publication(**{**GOOD, **change})
