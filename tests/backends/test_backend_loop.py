"""The loop of whole steps on every backend: masks, zeros, seeds, foreign cells."""

import keras
import numpy as np
import pytest
from cell_table import CELLS, EQUATIONS, example, features, randomize, weights_of
from compare import close
from compiled import compiled
from masked_equations import masked_run

from keras_seqzoo import cells, layers

MASK = np.array([[1, 1, 1, 0], [0, 1, 0, 1], [0, 0, 0, 0]], bool)
OUTPUT_IS_NO_STATE = ["SRU", "QRNN fo", "Residual", "Highway"]


@pytest.mark.parametrize("options", [{"recurrence": "loop"}, {"unroll": True}])
@pytest.mark.parametrize("name", ["LSTM", "ProjectedLSTM", *OUTPUT_IS_NO_STATE])
def test_masks(name, options):
    layer = layers.RNN(
        CELLS[name](), return_sequences=True, zero_output_for_mask=True, **options
    )
    layer.build((3, 4, features(name)))
    randomize(layer)
    assert layer.path == "loop"
    x, _ = example(name, batch=3, length=4)
    start = [np.zeros((3, n)) for n in layer.cell.state_size]
    want, _ = masked_run(EQUATIONS[name], weights_of(layer.cell), x, start, MASK)
    found = compiled(lambda x: layer(x, mask=MASK))(x.astype("float32"))
    close(found, want * MASK[:, :, None], rtol=1e-4, atol=1e-5)


def test_cells_of_keras_in_a_stack():
    ours = layers.RNN([keras.layers.LSTMCell(3), keras.layers.GRUCell(2)])
    singles = [keras.layers.LSTM(3, return_sequences=True), keras.layers.GRU(2)]
    ours.build((2, 4, 3))
    for layer, shape in zip(singles, [(2, 4, 3), (2, 4, 3)], strict=True):
        layer.build(shape)
    weights = [w for layer in singles for w in layer.get_weights()]
    ours.set_weights(weights)
    x = np.random.default_rng(0).normal(size=(2, 4, 3)).astype("float32")
    close(ours(x), singles[1](singles[0](x)), rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("recurrence", ["auto", "loop"])
def test_dropout_inside_a_wrapper_trains(recurrence):
    cell = cells.ResidualCell(cells.ZoneoutCell(cells.LSTMCell(3, dropout=0.5), 0.1))
    layer = layers.RNN(cell, recurrence=recurrence)
    model = keras.Sequential([keras.Input((4, 3)), layer])
    model.compile("sgd", "mse")
    before = layer.cell.get_weights()
    model.fit(np.ones((4, 4, 3)), np.zeros((4, 3)), verbose=0)
    for old, new in zip(before, layer.cell.get_weights(), strict=True):
        assert np.isfinite(new).all()
        assert np.abs(new - old).max() > 0
