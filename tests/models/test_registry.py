import sys

import keras
import numpy as np
import pytest
from toy_task import ToyConfig, ToyTask, toy

from keras_seqzoo import hub
from keras_seqzoo.models import Task, registry
from keras_seqzoo.models.writing import write_keras_files


def test_a_registered_architecture_is_listed_and_found():
    assert "toy" in registry.list_architectures()
    architecture = registry.get_architecture("toy")
    assert architecture.builder is toy
    assert architecture.config_class is ToyConfig
    assert architecture.task_class() is ToyTask


def test_the_list_is_sorted_and_filtered():
    names = registry.list_architectures()
    assert names == sorted(names)
    assert registry.list_architectures("to?") == ["toy"]
    assert registry.list_architectures("nothing*") == []


def test_build():
    network = registry.build("toy", units=7)
    assert isinstance(network, keras.Model)
    assert network.layers[1].output_dim == 7


def test_build_refuses_what_the_configuration_refuses():
    with pytest.raises(ValueError, match="`units` must be at most 8192"):
        registry.build("toy", units=2_000_000_000)
    with pytest.raises(TypeError, match="colour"):
        registry.build("toy", colour="red")


def test_unknown_name_lists_near_ones():
    with pytest.raises(ValueError, match="Unknown architecture 'tyo'.*'toy'"):
        registry.get_architecture("tyo")


@pytest.mark.parametrize("name", ["", "Toy", "to.y", "to y", "ner-x"])
def test_names_that_are_refused(name):
    with pytest.raises(ValueError, match="lower-case identifier"):
        registry.register(name, config=ToyConfig, task="toy_task:ToyTask")(toy)


def test_a_name_cannot_be_taken_twice():
    with pytest.raises(ValueError, match="'toy' is already registered by toy_task.toy"):
        registry.register("toy", config=ToyConfig, task="x:Y")(lambda config: None)


def test_the_same_builder_may_be_registered_again():
    registry.register("toy", config=ToyConfig, task="toy_task:ToyTask")(toy)
    assert registry.get_architecture("toy").builder is toy


@pytest.mark.parametrize("name", sorted(registry.BUILT_IN))
def test_built_in_architectures_build_with_their_defaults(name):
    architecture = registry.get_architecture(name)
    assert architecture.name == name
    network = registry.build(name)
    assert network.inputs and network.weights
    assert issubclass(architecture.task_class(), Task)


@pytest.mark.parametrize("name", sorted(registry.BUILT_IN))
def test_built_in_architectures_survive_our_files_and_those_of_keras(name, tmp_path):
    source, fresh = registry.build(name, units=8), registry.build(name, units=8)
    hub.save_weights(source, tmp_path / hub.WEIGHTS, dtype="float32")
    hub.load_weights(fresh, tmp_path / hub.WEIGHTS)
    write_keras_files(source, tmp_path)
    opened = keras.saving.load_model(tmp_path)
    for network in (fresh, opened):
        pairs = zip(source.get_weights(), network.get_weights(), strict=True)
        assert all(np.array_equal(*pair) for pair in pairs)


PLUGIN = """
import keras
from keras_seqzoo.models import Configuration, register

@register("plugged_in", config=Configuration, task="plugin:Task")
def plugged_in(config):
    inputs = keras.Input((2,))
    return keras.Model(inputs, keras.layers.Dense(1)(inputs))
"""


def test_another_package_registers_by_entry_point(tmp_path, monkeypatch):
    (tmp_path / "plugin.py").write_text(PLUGIN)
    info = tmp_path / "plugin-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: plugin\nVersion: 1.0\n"
    )
    (info / "entry_points.txt").write_text(
        "[keras_seqzoo.architectures]\nplugged_in = plugin\n"
    )
    assert "plugged_in" not in registry.list_architectures()
    monkeypatch.syspath_prepend(tmp_path)
    assert "plugged_in" in registry.list_architectures()
    assert "plugin" not in sys.modules
    assert registry.build("plugged_in").output_shape == (None, 1)
