"""Constructor arguments: checked, kept, and back from files."""

import json

import keras
import numpy as np
import pytest
from cell_table import CELLS, UNITS, example, features, randomize

from keras_seqzoo import cells


@pytest.mark.parametrize("name", CELLS)
def test_config_round_trip(name):
    cell = CELLS[name](
        dropout=0.25, start_state="learned", seed=3, bias_constraint="NonNeg"
    )
    written = json.dumps(cell.get_config())
    again = type(cell).from_config(json.loads(written))
    assert json.dumps(again.get_config()) == written


def test_config_holds_every_kind_of_argument():
    cell = cells.PeepholeLSTMCell(
        4,
        activation="relu",
        recurrent_regularizer=keras.regularizers.L2(0.1),
        kernel_constraint=keras.constraints.MaxNorm(2.0),
        peephole_initializer=keras.initializers.Constant(0.5),
        cell_clip=3,
    )
    again = cells.PeepholeLSTMCell.from_config(cell.get_config())
    assert again.activation is keras.activations.relu
    assert np.isclose(float(again.recurrent_regularizer.l2), 0.1)
    assert again.kernel_constraint.max_value == 2.0
    assert again.peephole_initializer.value == 0.5
    assert again.cell_clip == 3.0


@pytest.mark.parametrize("name", CELLS)
def test_saved_model_gives_the_same_outputs(name, tmp_path):
    model = keras.Sequential(
        [keras.Input((None, features(name))), keras.layers.RNN(CELLS[name]())]
    )
    randomize(model.layers[0])
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras")
    x = example(name)[0].astype("float32")
    np.testing.assert_array_equal(
        keras.ops.convert_to_numpy(again(x)), keras.ops.convert_to_numpy(model(x))
    )
    assert type(again.layers[0].cell) is type(model.layers[0].cell)


def test_every_cell_is_exported_and_registered():
    for name in cells.__all__:
        if name not in ("RecurrentCell", "LinearCell", "WrapperCell"):
            registered = keras.saving.get_registered_object(f"keras_seqzoo>{name}")
            assert registered is getattr(cells, name)


@pytest.mark.parametrize(
    "make,named",
    [
        (lambda: cells.LSTMCell(0), "units"),
        (lambda: cells.LSTMCell(2.5), "units"),
        (lambda: cells.LSTMCell(True), "units"),
        (lambda: cells.GRUCell(3, dropout=1.0), "dropout"),
        (lambda: cells.GRUCell(3, start_state="ones"), "start_state"),
        (lambda: cells.LSTMCell(3, cell_clip=0), "cell_clip"),
        (lambda: cells.ProjectedLSTMCell(3, projection_units=-1), "projection_units"),
        (lambda: cells.LayerNormLSTMCell(3, norm_epsilon=0), "norm_epsilon"),
        (lambda: cells.LayerNormLSTMCell(3, carry="none"), "carry"),
        (lambda: cells.QRNNCell(3, pooling="of"), "pooling"),
        (lambda: cells.LRUCell(3, min_decay=0.99, max_decay=0.9), "min_decay"),
        (lambda: cells.ZoneoutCell(cells.LSTMCell(3), 1.5), "rate"),
        (lambda: cells.ZoneoutCell(cells.LSTMCell(3), [0.1]), "rate"),
        (lambda: cells.WeightDropCell(cells.LSTMCell(3), -0.1), "rate"),
        (lambda: cells.WeightDropCell(cells.MinGRUCell(3), 0.1), "cell"),
        (lambda: cells.RecurrentDropoutCell(cells.SRUCell(3), 0.1), "cell"),
        (
            lambda: cells.RecurrentDropoutCell(
                cells.WeightDropCell(cells.LSTMCell(3), 0.1), 0.1
            ),
            "cell",
        ),
    ],
)
def test_bad_arguments_are_named(make, named):
    with pytest.raises(ValueError, match=f"`{named}`"):
        make()


def test_wrappers_refuse_other_cells():
    with pytest.raises(TypeError, match="keras_seqzoo.cells"):
        cells.ZoneoutCell(keras.layers.LSTMCell(3), 0.1)


def test_residual_refuses_inputs_of_another_width():
    with pytest.raises(ValueError, match="Dense"):
        cells.ResidualCell(cells.LSTMCell(UNITS)).build((None, UNITS + 1))


def test_numpy_numbers_are_accepted():
    cell = cells.LSTMCell(np.int64(3), dropout=np.float32(0.5))
    assert json.dumps(cell.get_config())
    assert cell.units == 3 and cell.dropout == 0.5


def test_forget_bias_starts_at_one():
    cell = cells.LSTMCell(2, bias_initializer=keras.initializers.Constant(7.0))
    cell.build((None, 1))
    want = [7, 7, 1, 1, 7, 7, 7, 7]
    np.testing.assert_array_equal(keras.ops.convert_to_numpy(cell.bias), want)
    plain = cells.LSTMCell(2, unit_forget_bias=False)
    plain.build((None, 1))
    np.testing.assert_array_equal(keras.ops.convert_to_numpy(plain.bias), np.zeros(8))


def test_decay_starts_in_its_range():
    cell = cells.LRUCell(1000)
    cell.build((None, 1))
    decay = 1 / (1 + np.exp(-keras.ops.convert_to_numpy(cell.decay).astype("float64")))
    assert 0.899 < (decay**8).min() < 0.91
    assert 0.99 < (decay**8).max() < 0.9995
