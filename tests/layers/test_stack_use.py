"""Stacks in models: configuration, files, dtypes, dropout, training, errors."""

import doctest

import keras
import numpy as np
import pytest
from backends import JIT
from compare import close, same
from function_gradients import gradients
from keras import ops
from keras.src import testing
from precision import SLOPES, WIDEST, slope, use_widest
from stack_cases import CONNECTIONS, MASKS, inputs, lstms, randomized

import keras_seqzoo
from keras_seqzoo import cells, layers

every_connection = pytest.mark.parametrize("connection", CONNECTIONS)


@pytest.mark.filterwarnings("ignore:`shuffle=True` was passed:UserWarning")
@pytest.mark.parametrize(
    "connection,return_sequences",
    [("plain", False), ("highway", True)],
)
def test_keras_own_layer_test(connection, return_sequences):
    testing.TestCase().run_layer_test(
        layers.Stack,
        {
            "layers": lstms(),
            "connection": connection,
            "dropout": 0.2,
            "return_sequences": return_sequences,
        },
        input_shape=(3, 5, 2),
        supports_masking=True,
        expected_num_seed_generators=4,
    )


def everything():
    return layers.Stack(
        [
            cells.GRUCell(4, dropout=0.1),
            layers.Bidirectional(layers.LSTM(3, start_state="learned")),
            keras.layers.LSTM(6, go_backwards=True),
        ],
        connection="highway",
        dropout=0.25,
        return_sequences=True,
        return_state=True,
        seed=3,
    )


def test_config_round_trip():
    stack = everything()
    again = layers.Stack.from_config(stack.get_config())
    assert again.get_config() == stack.get_config()
    assert [type(x).__name__ for x in again.layers] == ["RNN", "Bidirectional", "LSTM"]


@pytest.mark.parametrize("masked", [False, True])
def test_a_saved_model_gives_the_same(masked, tmp_path):
    x, mask = keras.Input((None, 2)), keras.Input((None,), dtype="bool")
    outputs, *states = everything()(x, mask=mask if masked else None)
    assert outputs.shape == (None, None, 6)
    assert [[s.shape[-1] for s in level] for level in states] == [[4], [3] * 4, [6, 6]]
    model = keras.Model([x, mask], [outputs, *keras.tree.flatten(states)])
    randomized(model)
    model.save(tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras")
    values = [inputs(), MASKS["holes"]]
    for one, other in zip(model(values), loaded(values), strict=True):
        same(one, other)
        assert np.abs(ops.convert_to_numpy(one)).max() > 0


@pytest.mark.parametrize("policy", ["mixed_float16", "mixed_bfloat16"])
@every_connection
def test_mixed_precision(connection, policy):
    plain = randomized(layers.Stack(lstms(), connection, return_state=True))
    keras.config.set_dtype_policy(policy)
    stack = layers.Stack(lstms(), connection, return_state=True)
    stack.build((None, None, 2))
    stack.set_weights(plain.get_weights())
    found = keras.tree.flatten(stack(inputs(), mask=MASKS["right"]))
    expected = keras.tree.flatten(plain(inputs(), mask=MASKS["right"]))
    for one, other in zip(found, expected, strict=True):
        assert keras.backend.standardize_dtype(one.dtype) == stack.compute_dtype
        close(ops.cast(one, "float32"), other, atol=0.03)


FITS = [("dense", False), ("highway", JIT[-1])]


@pytest.mark.parametrize("connection,jit_compile", FITS)
def test_fit_changes_every_weight(connection, jit_compile):
    x, mask = keras.Input((5, 2)), keras.Input((5,), dtype="bool")
    stack = layers.Stack(lstms((False, True), (4, 3)), connection, dropout=0.2)
    model = keras.Model([x, mask], keras.layers.Dense(1)(stack(x, mask=mask)))
    model.compile("adam", "mse", jit_compile=jit_compile)
    before = model.get_weights()
    model.fit([inputs(), MASKS["holes"]], np.ones((3, 1)), verbose=0)
    for old, weight in zip(before, model.weights, strict=True):
        if weight.trainable:
            assert np.abs(ops.convert_to_numpy(weight) - old).max() > 0, weight.path


@pytest.mark.parametrize("connection", CONNECTIONS[1:])
def test_gradient_of_the_inputs_against_differences(connection):
    use_widest()
    stack = randomized(layers.Stack(lstms((False, True, True)), connection))
    x, mask = inputs().astype(WIDEST), MASKS["holes"]

    def value(x):
        return ops.sum(ops.square(stack(x, mask=mask)))

    (found,) = gradients(value, x)
    for place in [(0, 1, 0), (1, 2, 1), (2, 3, 0), (2, 4, 1), (0, 4, 1)]:
        close(found[place], slope(value, x, place), **SLOPES[WIDEST])
    assert not found[~mask].any()


def copying():
    """A layer whose outputs are its inputs."""
    return layers.SimpleRNN(
        64,
        activation="linear",
        kernel_initializer="identity",
        recurrent_initializer="zeros",
    )


def test_dropout_holds_for_a_sequence_and_spares_the_first_layer():
    stack = layers.Stack.of(copying(), 3, dropout=0.25, return_sequences=True)
    kept = ops.convert_to_numpy(stack(np.ones((64, 5, 64), "float32"), training=True))
    same(kept, np.repeat(kept[:, :1], 5, axis=1))
    close(np.unique(kept), [0, 1 / 0.75**2], rtol=1e-6)
    assert abs((kept[:, 0] == 0).mean() - (1 - 0.75**2)) < 0.03
    assert np.abs(kept[0] - kept[1]).max() > 0
    same(stack(np.ones((2, 5, 64), "float32")), np.ones((2, 5, 64)))
    one = layers.Stack([copying()], dropout=0.25, return_sequences=True)
    same(one(np.ones((2, 5, 64), "float32"), training=True), np.ones((2, 5, 64)))


def test_dropout_spares_what_a_residual_connection_carries():
    stack = layers.Stack.of(copying(), 2, "residual", dropout=0.5)
    found = ops.convert_to_numpy(stack(np.ones((64, 1, 64), "float32"), training=True))
    close(np.unique(found), [2, 2 + 2 / 0.5], rtol=1e-6)


def test_of_gives_each_layer_its_own_weights():
    given = layers.LSTM(3)
    stack = layers.Stack.of(given, 2)
    stack.build((None, None, 3))
    first, second = (x.get_weights()[0] for x in stack.layers)
    assert np.abs(first - second).max() > 0
    assert not given.built
    assert len({w.path for w in stack.weights}) == len(stack.weights)


BAD = {
    "empty": (lambda: layers.Stack([]), ValueError, "must be a list"),
    "one layer": (lambda: layers.Stack(layers.LSTM(3)), ValueError, "Stack.of"),
    "repeated": (lambda: layers.Stack([layers.LSTM(3)] * 2), ValueError, "Stack.of"),
    "no recurrence": (
        lambda: layers.Stack([keras.layers.Dense(3)]),
        TypeError,
        "type Dense",
    ),
    "two outputs": (
        lambda: layers.Stack([layers.Bidirectional(layers.GRU(3), merge_mode=None)]),
        ValueError,
        "merge_mode",
    ),
    "connection": (lambda: layers.Stack(lstms(), "skip"), ValueError, "'highway'"),
    "dropout": (lambda: layers.Stack(lstms(), dropout=1), ValueError, "dropout=1"),
    "depth": (lambda: layers.Stack.of(layers.LSTM(3), 0), ValueError, "depth=0"),
    "two ends": (
        lambda: layers.Stack([layers.Bidirectional(layers.GRU(3))], "residual"),
        ValueError,
        "pooling",
    ),
    "states": (
        lambda: layers.Stack(lstms())(inputs(), initial_state=[None]),
        ValueError,
        "list of 3 lists",
    ),
}


@pytest.mark.parametrize("make,error,message", BAD.values(), ids=BAD)
def test_errors_name_what_came_and_the_remedy(make, error, message):
    with pytest.raises(error, match=message):
        make()


def test_built_layers_are_refused():
    layer = layers.LSTM(3)
    layer(inputs())
    with pytest.raises(ValueError, match="without weights"):
        layers.Stack([layer])


def test_example():
    context = {"np": np, "keras_seqzoo": keras_seqzoo}
    (test,) = doctest.DocTestFinder(recurse=False).find(
        layers.Stack, "Stack", globs=context
    )
    assert test.examples
    assert doctest.DocTestRunner().run(test).failed == 0
