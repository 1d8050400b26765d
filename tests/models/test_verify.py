import json

import keras
import pytest
from toy_task import toy_task

from keras_seqzoo import hub
from keras_seqzoo.models import list_presets, verify
from keras_seqzoo.models.verify import first_difference

ORDER = ["manifest", "files", "configuration", "weights", "results", "golden answers"]


@pytest.fixture
def folder(tmp_path):
    keras.utils.set_random_seed(1)
    return toy_task().save_to_preset(tmp_path / "toy.open")


def reseal(folder):
    """Makes the hashes of the manifest fit the changed files."""
    path = folder / "preset.json"
    data = {**json.loads(path.read_text()), "files": hub.list_files(folder)}
    path.write_text(json.dumps(data))


def test_a_good_preset(folder):
    report = verify(folder)
    assert report.ok and report.folder == folder
    assert [check.name for check in report.checks] == ORDER
    assert "parameters" in report.checks[3].detail


def edit(name, change):
    def damage(folder):
        path = folder / name
        path.write_bytes(change(path.read_bytes()))

    return damage


def other_weights(folder):
    network = toy_task().network
    network.layers[-1].bias.assign([-9.0, 9.0])
    hub.save_weights(network, folder / "model.weights.h5")
    reseal(folder)


def resealed(name, change):
    def damage(folder):
        edit(name, change)(folder)
        reseal(folder)

    return damage


@pytest.mark.parametrize(
    "damage, failed, message",
    [
        (edit("preset.json", lambda b: b[:-5]), "manifest", "not UTF-8 JSON"),
        (edit("golden.json", lambda b: b + b" "), "files", "golden.json has"),
        (edit("model.weights.h5", lambda b: b[:-1]), "files", "model.weights.h5 has"),
        (
            edit("preset.json", lambda b: b.replace(b'"units": 4', b'"units": 0')),
            "configuration",
            "at least 1",
        ),
        (resealed("model.weights.h5", lambda b: b[:999]), "weights", "Cannot load"),
        (resealed("results.json", lambda b: b'{"x": 1}'), "results", "no key 'x'"),
        (resealed("golden.json", lambda b: b"{}"), "golden answers", "KeyError"),
        (
            resealed("golden.json", lambda b: b + b" " * (1 << 16)),
            "golden answers",
            "golden.json has more than 65536 bytes",
        ),
        (resealed("preprocessor.json", lambda b: b"x"), "golden answers", "JSONDecode"),
        (resealed("preprocessor.json", lambda b: b"9"), "golden answers", "differ"),
        (other_weights, "golden answers", "outputs[0]['"),
    ],
)
def test_damage_is_found_and_named(folder, damage, failed, message):
    damage(folder)
    report = verify(folder)
    assert not report.ok
    assert report.checks[-1].name == failed and not report.checks[-1].ok
    assert message in report.checks[-1].detail
    assert all(check.ok for check in report.checks[:-1])


def test_no_preset():
    with pytest.raises(ValueError, match="There is no preset"):
        verify("no.such")


@pytest.mark.parametrize(
    "expected, given, difference",
    [
        ([{"p": 0.5}], [{"p": 0.5005}], None),
        ([{"p": 0.5}], [{"p": 0.51}], "outputs[0]['p'] is 0.51, expected 0.5"),
        ([1, 2], [1], "outputs is [1], expected [1, 2]"),
        ({"a": 1}, {"b": 1}, "outputs is {'b': 1}, expected {'a': 1}"),
        ("x", "y", "outputs is 'y', expected 'x'"),
        (True, 1, "outputs is 1, expected True"),
        (None, None, None),
        ([1, (2, 3)], (1, [2, 3]), None),
        ({}, [], "outputs is [], expected {}"),
        (0.5, float("nan"), "outputs is nan, expected 0.5"),
    ],
)
def test_first_difference(expected, given, difference):
    assert first_difference(expected, given) == difference


@pytest.mark.parametrize("name", list_presets())
def test_every_preset_of_the_zoo_is_whole(name):
    report = verify(name)
    assert report.ok, report.checks[-1]
