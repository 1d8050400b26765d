"""Every public layer under Keras's own test of layers."""

import keras
import pytest
from keras.src import testing
from layer_table import ROWS

from keras_seqzoo import layers


def public_layers():
    exported = {name: getattr(layers, name) for name in layers.__all__}
    return {
        name
        for name, thing in exported.items()
        if isinstance(thing, type) and issubclass(thing, keras.layers.Layer)
    }


def test_the_table_has_every_public_layer():
    assert set(ROWS) == public_layers()


@pytest.mark.filterwarnings("ignore:.shuffle=True. was passed:UserWarning")
@pytest.mark.parametrize("name", ROWS)
def test_contract(name):
    row = ROWS[name]
    testing.TestCase().run_layer_test(
        getattr(layers, name),
        row.arguments,
        **given(row.inputs),
        expected_output_shape=row.shape,
        expected_num_trainable_weights=row.weights,
        expected_num_non_trainable_weights=0,
        expected_num_non_trainable_variables=row.seeds,
        expected_num_seed_generators=row.seeds,
        expected_num_losses=0,
        supports_masking=row.supports_masking,
        run_training_check=row.trains and row.weights > 0,
    )


def given(inputs):
    """Inputs under the name by which the test of layers takes them."""
    if isinstance(inputs, dict):
        return {"input_shape": inputs}
    return {"input_data": keras.ops.convert_to_tensor(inputs)}
