"""Every public layer comes back from a file and from its configuration."""

import keras
import pytest
from compare import same
from compiled import compiled
from layer_table import ROWS

from keras_seqzoo import layers

every_layer = pytest.mark.parametrize("name", ROWS)


def model_of(name):
    row = ROWS[name]
    x = keras.Input(row.inputs.shape[1:], dtype=row.inputs.dtype.name)
    return keras.Model(x, getattr(layers, name)(**row.arguments, name="layer")(x))


@every_layer
def test_a_saved_model_gives_the_same_outputs(name, tmp_path):
    model = model_of(name)
    model.save(tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras")
    assert type(loaded.get_layer("layer")) is getattr(layers, name)
    outputs = compiled(lambda x: [model(x), loaded(x)])(ROWS[name].inputs)
    before, after = (keras.tree.flatten(y) for y in outputs)
    for one, other in zip(before, after, strict=True):
        same(one, other)


@every_layer
def test_configuration_round_trip(name):
    layer = getattr(layers, name)(**ROWS[name].arguments)
    again = type(layer).from_config(layer.get_config())
    assert again.get_config() == layer.get_config()
