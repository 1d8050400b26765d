"""The layers that Keras has too: its arguments, configurations and refusals."""

import inspect

import keras
import numpy as np
import pytest

from keras_seqzoo import cells, layers

TWINS = {name: getattr(keras.layers, name) for name in ("LSTM", "GRU", "SimpleRNN")}
X = np.random.default_rng(0).normal(size=(2, 5, 3)).astype("float32")
H = np.zeros((2, 4), "float32")


def arguments_of(cls):
    """The arguments of a layer and their defaults."""
    parameters = inspect.signature(cls.__init__).parameters.values()
    return {p.name: p.default for p in parameters if p.default is not p.empty}


@pytest.mark.parametrize("name", TWINS)
def test_takes_the_arguments_of_keras(name):
    given = arguments_of(TWINS[name]) | {
        "units": 4, "dropout": 0.1, "recurrent_dropout": 0.2, "seed": 3,
        "kernel_regularizer": "l2", "recurrent_constraint": "unit_norm",
    }  # fmt: skip
    layer, twin = getattr(layers, name)(**given), TWINS[name](**given)
    for argument in given:
        if argument not in ("activity_regularizer", "seed"):
            ours, theirs = getattr(layer, argument), getattr(twin, argument)
            assert getattr(ours, "__class__", ours) is getattr(
                theirs, "__class__", theirs
            ), argument
    assert layer.recurrent_dropout == 0.2 and layer.units == 4


@pytest.mark.parametrize("name", TWINS)
def test_reads_the_configuration_of_keras(name):
    twin = TWINS[name](4, return_sequences=True, go_backwards=True)
    want = twin(X)
    layer = getattr(layers, name).from_config(twin.get_config())
    layer.build(X.shape)
    layer.set_weights(twin.get_weights())
    np.testing.assert_allclose(*map(keras.ops.convert_to_numpy, (layer(X), want)),
                               rtol=1e-5, atol=1e-6)  # fmt: skip


@pytest.mark.parametrize("name", TWINS)
def test_the_activation_comes_second(name):
    assert getattr(layers, name)(4, "relu").activation is keras.activations.relu


def test_implementation_is_taken_and_checked():
    assert layers.GRU(4, implementation=1).get_config()["implementation"] == 1
    with pytest.raises(ValueError, match="implementation"):
        layers.LSTM(4, implementation=3)


def test_without_cudnn_it_cannot_be_had():
    with pytest.raises(ValueError, match="use_cudnn"):
        layers.PeepholeLSTM(4, use_cudnn=True)(X)
    with pytest.raises(ValueError, match="use_cudnn"):
        layers.LSTM(4, use_cudnn="never")


def test_bidirectional_keeps_use_cudnn_and_the_path():
    layer = layers.Bidirectional(layers.LSTM(4, use_cudnn=False, recurrence="loop"))
    again = layers.Bidirectional.from_config(layer.get_config())
    for direction in (again.forward_layer, again.backward_layer):
        assert direction.use_cudnn is False and direction.path == "loop"


def test_a_file_keeps_the_path(tmp_path):
    """Whether it was chosen or asked for."""
    own = [
        layers.LSTM(4, return_sequences=True),
        layers.GRU(4, return_sequences=True, use_cudnn=False, checkpoint_every=2),
        layers.SRU(4, return_sequences=True),
        layers.LSTM(4, recurrence="loop"),
    ]
    model = keras.Sequential([keras.Input((None, 3)), *own])
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras")
    paths = ["hoisted", "hoisted", "linear", "loop"]
    assert [x.path for x in own] == [x.path for x in again.layers] == paths
    assert again.layers[1].use_cudnn is False and again.layers[1].checkpoint_every == 2
    found, want = (keras.ops.convert_to_numpy(m(X)) for m in (again, model))
    np.testing.assert_array_equal(found, want)


@pytest.mark.parametrize("options", [{}, {"go_backwards": True}, {"unroll": True}])
def test_stacked_cells_start_from_nested_states(options):
    def stacked(wrapper):
        stack = [cells.LSTMCell(4), keras.layers.GRUCell(3)]
        layer = wrapper(stack, return_sequences=True, return_state=True, **options)
        layer.build(X.shape)
        return layer

    layer, twin = stacked(layers.RNN), stacked(keras.layers.RNN)
    twin.set_weights(layer.get_weights())
    starts = [[H + 0.3, H - 0.2], np.full((2, 3), 0.1, "float32")]
    starts = keras.tree.map_structure(keras.ops.convert_to_tensor, starts)
    found, want = (
        keras.tree.flatten(one(X, initial_state=starts)) for one in (layer, twin)
    )
    assert len(found) == len(want) == 4
    for got, expected in zip(found, want, strict=True):
        np.testing.assert_allclose(
            keras.ops.convert_to_numpy(got), keras.ops.convert_to_numpy(expected),
            rtol=1e-5, atol=1e-6,
        )  # fmt: skip


def test_nested_states_of_a_foreign_cell():
    class Counting(keras.layers.Layer):
        state_size = [[3, 4], 5]
        output_size = 3

        def call(self, inputs, states):
            return inputs, keras.tree.map_structure(lambda s: s + 1, states)

        def get_initial_state(self, batch_size=None):
            return keras.tree.map_structure(
                lambda n: keras.ops.zeros((batch_size, n)), self.state_size
            )

    _, (a, b), c = layers.RNN(Counting(), return_state=True)(X)
    for state, size in ((a, 3), (b, 4), (c, 5)):
        np.testing.assert_array_equal(
            keras.ops.convert_to_numpy(state), np.full((2, size), 5.0)
        )


REFUSED = {
    "one state too few": ("initial_state", lambda: layers.LSTM(4)(X, [H])),
    "a narrow state": ("initial_state", lambda: layers.LSTM(4)(X, [H[:, :2], H])),
    "a mask of another length": (
        "mask", lambda: layers.GRU(4)(X, mask=X[:, :4, 0] > 0),
    ),
    "a mask of features": ("mask", lambda: layers.GRU(4)(X, mask=X > 0)),
    "one sequence": ("ndim=3", lambda: layers.GRU(4)(X[0])),
    "no cell": ("cell", lambda: layers.RNN([])),
    "potentials that are emissions": ("potentials", lambda: layers.viterbi(X)),
    "emissions of one sequence": ("emissions", lambda: layers.CRF()(X[0])),
    "tags of another length": (
        "tags", lambda: layers.CRFLoss()(np.zeros((2, 4), int), layers.CRF()(X)),
    ),
    "words without characters": (
        "ndim=3", lambda: layers.CharacterCNN(9)(np.ones((2, 3), "int32")),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refuses(name):
    match, call = REFUSED[name]
    with pytest.raises(ValueError, match=match):
        call()


@pytest.mark.parametrize(
    "make",
    [
        lambda: layers.RNN(layers.LSTM(4)),
        lambda: layers.RNN([cells.LSTMCell(4), layers.LSTM(4)]),
        lambda: layers.Bidirectional(keras.layers.Dense(4)),
    ],
)
def test_refuses_what_is_of_another_kind(make):
    with pytest.raises(TypeError, match="must be a recurrent"):
        make()
