"""Cells with the weights of TensorFlow Addons give the outputs of its equations."""

import addons_equations as addons
import keras
import numpy as np
import pytest

import keras_seqzoo as ksz
from keras_seqzoo.convert import from_tensorflow_addons

UNITS, FEATURES = 4, 3


def shapes_of_norms():
    widths = {"kernel": 4 * UNITS, "recurrent": 4 * UNITS, "state": UNITS}
    return {
        f"{of}_norm/{part}": (width,)
        for of, width in widths.items()
        for part in ("gamma", "beta")
    }


LSTM = {
    "kernel": (FEATURES, 4 * UNITS),
    "recurrent_kernel": (UNITS, 4 * UNITS),
    "bias": (4 * UNITS,),
}
SHAPES = {
    "peephole": LSTM
    | {f"{g}_gate_peephole_weights": (UNITS,) for g in ("input", "forget", "output")},
    "layer norm": LSTM | shapes_of_norms(),
    "nas": {
        "recurrent_kernel": (UNITS, 8 * UNITS),
        "kernel": (FEATURES, 8 * UNITS),
        "bias": (8 * UNITS,),
    },
}
EQUATIONS = {
    "peephole": addons.peephole_lstm,
    "layer norm": addons.layer_norm_lstm,
    "nas": addons.nas,
}
LAYERS = {
    "peephole": ksz.layers.PeepholeLSTM,
    "layer norm": ksz.layers.LayerNormLSTM,
    "nas": ksz.layers.NASRNN,
}
ARGUMENTS = {"peephole": {}, "layer norm": {"carry": "normalized"}, "nas": {}}


def weights_of(name, seed=0):
    random = np.random.default_rng(seed)
    return {k: random.normal(0.2, 0.7, shape) for k, shape in SHAPES[name].items()}


def built(name, **arguments):
    arguments = {"return_sequences": True, "use_bias": True, **ARGUMENTS[name]} | (
        arguments
    )
    layer = LAYERS[name](UNITS, **arguments)
    layer.build((None, None, FEATURES))
    return layer


def inputs():
    return np.random.default_rng(1).normal(size=(2, 5, FEATURES))


def assert_same(layer, name, weights):
    actual = keras.ops.convert_to_numpy(layer(inputs().astype("float32")))
    expected = EQUATIONS[name](weights, inputs())
    np.testing.assert_allclose(actual, expected, rtol=2e-5, atol=2e-6)


@pytest.mark.parametrize("name", SHAPES)
def test_a_list_of_weights_gives_the_same_outputs(name):
    weights = weights_of(name)
    layer = from_tensorflow_addons(built(name), list(weights.values()))
    assert_same(layer, name, weights)


@pytest.mark.parametrize("name", SHAPES)
def test_names_of_weights_give_the_same_outputs(name):
    weights = weights_of(name)
    by_name = {f"rnn/cell/{k}:0": w for k, w in reversed(weights.items())}
    assert_same(from_tensorflow_addons(built(name), by_name), name, weights)


@pytest.mark.parametrize("name", SHAPES)
def test_weights_without_a_bias_give_the_same_outputs(name):
    weights = {k: w for k, w in weights_of(name).items() if k != "bias"}
    layer = from_tensorflow_addons(built(name), list(weights.values()))
    assert_same(layer, name, weights)


@pytest.mark.parametrize("name", ["peephole", "nas"])
def test_neither_side_needs_a_bias(name):
    weights = {k: w for k, w in weights_of(name).items() if k != "bias"}
    layer = from_tensorflow_addons(built(name, use_bias=False), list(weights.values()))
    assert_same(layer, name, weights)


@pytest.mark.parametrize("name", SHAPES)
def test_a_bias_needs_a_bias(name):
    with pytest.raises(ValueError, match="use_bias"):
        from_tensorflow_addons(built(name, use_bias=False), weights_of(name))


@pytest.mark.parametrize("name", SHAPES)
def test_a_refused_weight_leaves_the_layer_as_it_was(name):
    layer = built(name)
    before = layer.get_weights()
    wrong = weights_of(name) | {"bias": np.zeros(3)}
    with pytest.raises(ValueError, match="shape"):
        from_tensorflow_addons(layer, wrong)
    for old, new in zip(before, layer.get_weights(), strict=True):
        np.testing.assert_array_equal(old, new)


def test_a_cell_under_keras_takes_them_too():
    weights = weights_of("peephole")
    cell = ksz.cells.PeepholeLSTMCell(UNITS)
    layer = keras.layers.RNN(cell, return_sequences=True)
    layer.build((None, None, FEATURES))
    assert from_tensorflow_addons(layer, weights) is layer
    assert_same(layer, "peephole", weights)


def test_a_learned_start_stays():
    layer = built("peephole", start_state="learned")
    layer.cell.start_weights[0].assign(np.full(UNITS, 0.5))
    from_tensorflow_addons(layer, weights_of("peephole"))
    np.testing.assert_array_equal(layer.cell.start_weights[0], np.full(UNITS, 0.5))


def test_a_projected_nas_cell_is_two_layers():
    random = np.random.default_rng(0)
    kernel = random.normal(size=(FEATURES, 8 * UNITS))
    recurrent = random.normal(size=(2, 8 * UNITS))
    projection = random.normal(size=(UNITS, 2))
    weights = [recurrent, kernel, projection]
    layer = built("nas", use_bias=False)
    with pytest.raises(ValueError, match="NASRNN has no projection"):
        from_tensorflow_addons(layer, weights)
    from_tensorflow_addons(layer, [projection @ recurrent, kernel])
    outputs = keras.ops.convert_to_numpy(layer(inputs().astype("float32")))
    names = ("recurrent_kernel", "kernel", "projection_weights")
    expected = addons.nas(dict(zip(names, weights, strict=True)), inputs())
    np.testing.assert_allclose(outputs @ projection, expected, rtol=2e-5, atol=2e-6)


def test_the_plain_carry_is_another_function():
    with pytest.raises(ValueError, match='carry="normalized"'):
        from_tensorflow_addons(
            built("layer norm", carry="plain"), weights_of("layer norm")
        )


def test_other_layers_have_no_counterpart():
    with pytest.raises(TypeError, match="crf_from_tensorflow_addons"):
        from_tensorflow_addons(ksz.layers.CRF(), [])


def test_the_layer_must_be_built():
    with pytest.raises(ValueError, match="must be built"):
        from_tensorflow_addons(ksz.layers.PeepholeLSTM(2), [])


def test_too_few_weights_are_refused():
    with pytest.raises(ValueError, match="in one of the orders"):
        from_tensorflow_addons(built("nas"), [np.zeros((4, 32))])


def test_unknown_names_are_refused():
    weights = weights_of("nas") | {"other": np.zeros(1)}
    with pytest.raises(ValueError, match="must have the names"):
        from_tensorflow_addons(built("nas"), weights)
