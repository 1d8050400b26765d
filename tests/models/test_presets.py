import pytest
from toy_task import ToyTask, toy_task

from keras_seqzoo.models import Task, list_presets, preset_info


@pytest.fixture
def zoo(tmp_path, monkeypatch):
    monkeypatch.setenv("KERAS_SEQZOO_ZOO", str(tmp_path))
    for name in ("toy.small", "toy.open", "no preset name"):
        toy_task().save_to_preset(tmp_path / name, licence="CC0-1.0")
    (tmp_path / "toy.empty").mkdir()
    return tmp_path


def test_list(zoo):
    assert list_presets("toy.*") == ["toy.open", "toy.small"]
    assert {"toy.open", "toy.small"} <= set(list_presets())
    assert "no preset name" not in list_presets()


def test_info(zoo):
    info = preset_info("toy.open")
    assert info["architecture"] == "toy"
    assert info["licence"] == "CC0-1.0"
    assert info["config"]["units"] == 4
    assert info["folder"] == zoo / "toy.open"
    assert info["results"]["parameters"] > 0


def test_a_listed_name_can_be_loaded(zoo):
    assert type(Task.from_preset("toy.small")) is ToyTask


@pytest.mark.parametrize("name", list_presets())
def test_every_preset_of_the_zoo_has_what_its_card_promises(name):
    info = preset_info(name)
    assert info["name"] == name
    assert name.startswith(f"{info['architecture']}.")
    assert info["licence"] and info["data"]
    assert info["results"]["metrics"] and info["results"]["command"]
