import json

import keras
import numpy as np
import pytest
from toy_task import Characters, OtherTask, ToyConfig, ToyTask, toy_task

from keras_seqzoo import hub
from keras_seqzoo.models import Task

FILES = {
    "README.md",
    "assets/table.json",
    "config.json",
    "golden.json",
    "metadata.json",
    "model.weights.h5",
    "preprocessor.json",
    "preset.json",
    "results.json",
}
TEXTS = ["", "one", "some longer text"]


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "toy.open"


def probabilities(task):
    return [np.asarray(task.network(task.preprocessor(text))) for text in TEXTS if text]


def test_a_task_without_a_network_gets_a_fresh_one():
    task = toy_task(units=5)
    assert task.network.layers[1].output_dim == 5


def test_the_preset_has_the_documented_files(folder):
    assert toy_task().save_to_preset(folder) == folder
    found = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert found == FILES
    assert set(hub.read_manifest(folder).files) == FILES - {"README.md", "preset.json"}


def test_a_saved_task_comes_back(folder):
    task = toy_task(units=6, tags=("a", "b", "c"))
    task.save_to_preset(folder)
    loaded = Task.from_preset(folder)
    assert type(loaded) is ToyTask
    assert loaded.architecture == "toy"
    assert loaded.config == ToyConfig(6, ("a", "b", "c"))
    assert (loaded.preprocessor.shift, loaded.preprocessor.table) == (1, ["a", "b"])
    for mine, theirs in zip(probabilities(task), probabilities(loaded), strict=True):
        np.testing.assert_allclose(mine, theirs, atol=2e-3)


def test_a_second_generation_is_exact(folder, tmp_path):
    toy_task().save_to_preset(folder)
    first = Task.from_preset(folder)
    second = Task.from_preset(first.save_to_preset(tmp_path / "toy.second"))
    for mine, theirs in zip(probabilities(first), probabilities(second), strict=True):
        np.testing.assert_array_equal(mine, theirs)


def test_a_trained_and_compiled_task_is_saved_without_its_optimizer(folder):
    task = toy_task()
    task.network.compile("adam", "sparse_categorical_crossentropy")
    task.network.fit(np.ones((2, 3), "int32"), np.array([0, 1]), verbose=0)
    task.save_to_preset(folder)
    assert "optimizer" not in json.loads((folder / "config.json").read_text())["config"]
    assert json.loads((folder / "config.json").read_text())["compile_config"] is None
    loaded = Task.from_preset(folder)
    for mine, theirs in zip(probabilities(task), probabilities(loaded), strict=True):
        np.testing.assert_allclose(mine, theirs, atol=2e-3)


@pytest.mark.parametrize("table", [["a"], []])
def test_keras_opens_the_same_folder(folder, table):
    task = ToyTask("toy", ToyConfig(), Characters(0, table))
    task.save_to_preset(folder)
    network = keras.saving.load_model(folder)
    loaded = Task.from_preset(folder)
    tokens = np.array([[1, 2, 3]], "int32")
    np.testing.assert_array_equal(network(tokens), loaded.network(tokens))


def test_golden_answers_are_those_of_the_stored_weights(folder):
    toy_task().save_to_preset(folder)
    golden = json.loads((folder / "golden.json").read_text())
    assert golden["inputs"] == ["one", "two words"]
    assert golden["outputs"] == Task.from_preset(folder).answer(golden["inputs"])


def test_manifest_results_and_card(folder):
    toy_task().save_to_preset(
        folder,
        results={"metrics": {"accuracy": 0.75}, "seed": 3},
        licence="CC0-1.0",
        data=[{"name": "Toys", "licence": "CC0-1.0", "url": "https://example.org"}],
        description="Tells one from two.",
        languages=["en"],
        limits=["A toy."],
    )
    manifest = hub.read_manifest(folder)
    assert (manifest.name, manifest.licence) == ("toy.open", "CC0-1.0")
    assert manifest.config == {"units": 4, "tags": ["no", "yes"]}
    assert manifest.about["usage"] == 'keras_seqzoo.Task.from_preset("toy.open")'
    results = json.loads((folder / "results.json").read_text())
    assert results["metrics"] == {"accuracy": 0.75}
    assert results["parameters"] == 128 * 4 + 2 * (4 * 4 * (4 + 4 + 1)) + 8 * 2 + 2
    assert results["size_bytes"] == (folder / "model.weights.h5").stat().st_size
    card = (folder / "README.md").read_text()
    assert "Tells one from two." in card and "| accuracy | 0.7500 |" in card


def test_a_preset_can_be_replaced(folder):
    toy_task(units=3).save_to_preset(folder)
    toy_task(units=5).save_to_preset(folder)
    assert Task.from_preset(folder).config.units == 5
    assert [path.name for path in folder.parent.iterdir()] == ["toy.open"]


@pytest.mark.parametrize(
    "arguments",
    [
        {"results": {"metric": {}}},
        {"data": [{"name": "no licence"}]},
        {"limits": [1]},
        {"licence": None},
    ],
)
def test_bad_arguments_leave_the_old_preset_alone(folder, arguments):
    toy_task(units=3).save_to_preset(folder)
    with pytest.raises(ValueError):
        toy_task(units=5).save_to_preset(folder, **arguments)
    assert Task.from_preset(folder).config.units == 3
    assert [path.name for path in folder.parent.iterdir()] == ["toy.open"]


def test_a_network_that_its_configuration_does_not_describe_is_not_saved(folder):
    other = toy_task(units=9).network
    task = ToyTask("toy", ToyConfig(units=3), Characters(), other)
    with pytest.raises(ValueError, match="Cannot load the weights"):
        task.save_to_preset(folder)
    assert not folder.exists()


def test_from_preset_of_a_subclass(folder):
    toy_task().save_to_preset(folder)
    assert type(ToyTask.from_preset(folder)) is ToyTask
    with pytest.raises(ValueError, match="'toy.open' holds a ToyTask, not a OtherTask"):
        OtherTask.from_preset(folder)


def reseal(folder, **changes):
    """Changes the manifest of a preset as an attacker could, hashes included."""
    path = folder / "preset.json"
    data = {**json.loads(path.read_text()), "files": hub.list_files(folder), **changes}
    path.write_text(json.dumps(data))


@pytest.mark.parametrize(
    "changes, message",
    [
        ({"config": {"units": 2_000_000_000, "tags": ["a", "b"]}}, "at most 8192"),
        ({"config": {"units": 4}}, "needs the setting"),
        ({"config": {"units": 5, "tags": ["a", "b"]}}, "the network needs"),
        ({"architecture": "os:system"}, "Unknown architecture"),
        (
            {"files": {"../../etc/passwd": {"sha256": "0" * 64, "size": 1}}},
            "not an allow",
        ),
    ],
)
def test_crafted_manifests(folder, changes, message):
    toy_task().save_to_preset(folder)
    reseal(folder, **changes)
    with pytest.raises(ValueError, match=message):
        Task.from_preset(folder)


def test_our_loader_never_reads_the_configuration_of_keras(folder):
    toy_task().save_to_preset(folder)
    (folder / "config.json").write_text('{"module": "os", "class_name": "system"}')
    reseal(folder)
    assert type(Task.from_preset(folder)) is ToyTask


def test_the_architecture_must_be_one_of_the_task():
    with pytest.raises(ValueError, match="'toy' is an architecture of ToyTask"):
        OtherTask("toy", ToyConfig(), Characters())


def test_what_a_subclass_must_define():
    task = object.__new__(OtherTask)
    with pytest.raises(
        NotImplementedError, match="OtherTask must define golden_inputs"
    ):
        task.golden_inputs()
    with pytest.raises(NotImplementedError, match="OtherTask must define answer"):
        task.answer([])
