"""Every public layer comes back from a file and from its configuration."""

import keras
import pytest
from compare import same
from compiled import compiled
from layer_table import ROWS, floats

from keras_seqzoo import layers

every_layer = pytest.mark.parametrize("name", ROWS)


def arrays(name):
    """The inputs of a layer by the names of its arguments, or one without a name."""
    inputs = ROWS[name].inputs
    if not isinstance(inputs, dict):
        return inputs
    return {key.removesuffix("_shape"): floats(*s) for key, s in inputs.items()}


def model_of(name):
    layer, x = getattr(layers, name)(**ROWS[name].arguments, name="layer"), arrays(name)
    if isinstance(x, dict):
        x = {key: keras.Input(v.shape[1:], name=key) for key, v in x.items()}
        return keras.Model(x, layer(**x))
    x = keras.Input(x.shape[1:], dtype=x.dtype.name)
    return keras.Model(x, layer(x))


@every_layer
def test_a_saved_model_gives_the_same_outputs(name, tmp_path):
    model = model_of(name)
    model.save(tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras")
    assert type(loaded.get_layer("layer")) is getattr(layers, name)
    outputs = compiled(lambda x: [model(x), loaded(x)])(arrays(name))
    before, after = (keras.tree.flatten(y) for y in outputs)
    for one, other in zip(before, after, strict=True):
        same(one, other)


@every_layer
def test_configuration_round_trip(name):
    layer = getattr(layers, name)(**ROWS[name].arguments)
    again = type(layer).from_config(layer.get_config())
    assert again.get_config() == layer.get_config()
