"""Preset folders made to run code, to read other files or to eat the memory.

Each is sealed with hashes that fit, as an attacker would.
"""

import json
import os

import h5py
import keras
import pytest
from toy_task import toy_task

from keras_seqzoo import hub
from keras_seqzoo.models import Task, list_presets

PYTHON_LAMBDA = {
    "module": "keras.layers",
    "class_name": "Lambda",
    "config": {"name": "evil", "function": {"class_name": "__lambda__"}},
}
FOREIGN = {"module": "os", "class_name": "system", "config": {"command": "true"}}


@pytest.fixture
def folder(tmp_path):
    return toy_task().save_to_preset(tmp_path / "toy.open")


def seal(folder, **changes):
    path = folder / "preset.json"
    data = {**json.loads(path.read_text()), "files": hub.list_files(folder), **changes}
    path.write_text(json.dumps(data))


@pytest.mark.parametrize(
    "changes, message",
    [
        ({"architecture": "Lambda"}, "Unknown architecture 'Lambda'"),
        ({"architecture": "keras.layers.Lambda"}, "Unknown architecture"),
        ({"architecture": "keras_seqzoo>LSTM"}, "Unknown architecture"),
        ({"architecture": "../../toy"}, "Unknown architecture"),
        ({"config": PYTHON_LAMBDA}, "does not know the setting"),
        ({"config": {"units": FOREIGN, "tags": ["a", "b"]}}, "must be of type int"),
        ({"config": {"units": 4, "tags": [FOREIGN, "b"]}}, "must be of type str"),
        ({"config": {"units": 2_000_000_000, "tags": ["a", "b"]}}, "at most 8192"),
        ({"config": {"units": 1e400, "tags": ["a", "b"]}}, "not a JSON number"),
        ({"config": {"units": -1, "tags": ["a", "b"]}}, "at least 1"),
    ],
)
def test_a_manifest_that_names_code_or_impossible_sizes(folder, changes, message):
    seal(folder, **changes)
    with pytest.raises(ValueError, match=message):
        Task.from_preset(folder)


@pytest.mark.parametrize("config", [PYTHON_LAMBDA, FOREIGN])
def test_the_file_for_keras_is_never_read(folder, config):
    (folder / "config.json").write_text(json.dumps(config))
    seal(folder)
    assert Task.from_preset(folder).config.units == 4
    with pytest.raises((TypeError, ValueError)):
        keras.saving.load_model(folder)


def test_a_layer_name_that_climbs_out_is_no_part_of_a_network(folder):
    with h5py.File(folder / hub.WEIGHTS, "a") as file:
        file.create_group("layers/../../escaped")
    seal(folder)
    with pytest.raises(ValueError, match="does not belong to this network"):
        Task.from_preset(folder)


def test_a_file_beside_the_folder_is_not_read(folder):
    seal(folder, files={"../secret": {"sha256": "0" * 64, "size": 1}})
    with pytest.raises(ValueError, match="not an allowed path"):
        Task.from_preset(folder)


def test_weights_under_another_name_are_not_read(folder):
    for ending in ("keras", "h5", "pkl", "npz", "safetensors"):
        os.link(folder / hub.WEIGHTS, folder / f"model.{ending}")
    (folder / hub.WEIGHTS).unlink()
    seal(folder)
    with pytest.raises(ValueError, match="does not list model.weights.h5, the only"):
        Task.from_preset(folder)


@pytest.mark.parametrize("name", list_presets())
def test_the_file_for_keras_names_registered_classes_alone(name):
    """Besides Keras's own, every class is one that `import keras_seqzoo` registers."""
    config = json.loads((hub.resolve(name) / "config.json").read_text())
    named = list(classes_in(config))
    assert named
    for module, registered in named:
        ours = registered and registered.startswith("keras_seqzoo>")
        assert ours or module.split(".")[0] == "keras"
        assert not ours or keras.saving.get_registered_object(registered)


def classes_in(value):
    if isinstance(value, dict):
        if "module" in value:
            yield value["module"], value.get("registered_name")
        for item in value.values():
            yield from classes_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from classes_in(item)
