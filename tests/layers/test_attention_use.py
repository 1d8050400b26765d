"""Attentions and decoders in models: configuration, files, dtypes, training."""

import doctest

import keras
import numpy as np
import pytest
from attention_cases import (
    ALL,
    DECODERS,
    MASKS,
    MEMORY_MASKS,
    SCORES,
    WIDTH,
    decoder,
    every_decoder,
    every_score,
    inputs,
    randomized_pair,
)
from backends import JIT
from compare import close, same
from keras import ops
from keras.src import testing

import keras_seqzoo
from keras_seqzoo import cells, layers


# The training step of Keras's test passes all inputs as one argument; these layers
# take two. `test_fit_changes_every_weight` trains them.
@pytest.mark.parametrize(
    "cls,arguments",
    [
        (layers.BahdanauAttention, {"units": 5, "normalize": True}),
        (layers.DotAttention, {"scale": True}),
        (layers.LuongAttention, {"scale": True}),
    ],
)
def test_keras_own_layer_test_of_attentions(cls, arguments):
    testing.TestCase().run_layer_test(
        cls,
        arguments,
        input_shape={"query_shape": (2, 3, 4), "memory_shape": (2, 5, 4)},
        expected_output_shape=((2, 3, 4), (2, 3, 5)),
        run_training_check=False,
    )


@every_decoder
def test_keras_own_layer_test_of_decoders(name):
    testing.TestCase().run_layer_test(
        DECODERS[name][0],
        {
            "cell": cells.GRUCell(6),
            "attention": layers.LuongAttention(),
            "return_alignments": True,
        },
        input_shape={"inputs_shape": (2, 3, 4), "memory_shape": (2, 5, 7)},
        expected_output_shape=((2, 3, 6), (2, 3, 5)),
        supports_masking=True,
        run_training_check=False,
    )


@every_decoder
@every_score
def test_config_round_trip(name, score):
    cls, make = DECODERS[name][0], SCORES[score][0]
    layer = cls(cells.PeepholeLSTMCell(3), make(), **ALL)
    again = cls.from_config(layer.get_config())
    assert again.get_config() == layer.get_config()
    assert type(again.attention) is type(layer.attention)
    assert again.attention.get_config() == layer.attention.get_config()


def test_attentional_vector_of_another_size_and_activation():
    layer = layers.AttentionDecoder(
        cells.GRUCell(3), layers.LuongAttention(), 6, "relu", return_state=True
    )
    again = layers.AttentionDecoder.from_config(layer.get_config())
    assert again.attention_activation is keras.activations.relu
    outputs, h, vector = again(*inputs())
    assert outputs.shape[-1] == vector.shape[-1] == 6 and h.shape[-1] == 3
    assert (ops.convert_to_numpy(outputs) >= 0).all()


def model_of(layer):
    """A model of inputs, memory and both masks, with all that a decoder returns."""
    x, memory = keras.Input((None, 2)), keras.Input((None, WIDTH))
    real, mask = (keras.Input((None,), dtype="bool") for _ in range(2))
    outputs = layer(x, memory, memory_mask=real, mask=mask)
    return keras.Model([x, memory, real, mask], keras.tree.flatten(outputs))


VALUES = [*inputs(), MEMORY_MASKS["holes"], MASKS["right"]]


@every_decoder
def test_a_saved_model_gives_the_same(name, tmp_path):
    model = model_of(decoder(name, "normalized", **ALL))
    assert [t.shape[-1] for t in model.outputs[:3]] == [4, None, 4]
    model.save(tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras")
    for one, other, symbolic in zip(
        model(VALUES), loaded(VALUES), model.outputs, strict=True
    ):
        same(one, other)
        assert len(one.shape) == len(symbolic.shape)
        assert np.abs(ops.convert_to_numpy(one)).max() > 0


@pytest.mark.parametrize(
    "name,policy",
    [("input feeding", "mixed_float16"), ("context feeding", "mixed_bfloat16")],
)
@every_score
def test_mixed_precision(name, score, policy):
    plain = decoder(name, score, **ALL)
    keras.config.set_dtype_policy(policy)
    layer = decoder(name, score, **ALL)
    x, memory = inputs()
    wanted = plain(x, memory, memory_mask=MEMORY_MASKS["empty row"])
    found = layer(x, memory, memory_mask=MEMORY_MASKS["empty row"])
    for one, other in zip(found, wanted, strict=True):
        assert keras.backend.standardize_dtype(one.dtype) == layer.compute_dtype
        close(ops.cast(one, "float32"), other, atol=0.05)


def test_softmax_of_large_scores_in_half_precision():
    layer = layers.DotAttention(dtype="mixed_float16")
    memory = np.full((1, 4096, 1), 0.5, "float32")
    _, alignments = layer(np.full((1, 1, 1), 100.0, "float32"), memory)
    assert keras.backend.standardize_dtype(alignments.dtype) == "float16"
    close(ops.cast(alignments, "float32"), np.full((1, 1, 4096), 1 / 4096), rtol=1e-3)


@pytest.mark.parametrize(
    "name,jit_compile", [("context feeding", False), ("input feeding", JIT[-1])]
)
def test_fit_changes_every_weight(name, jit_compile):
    layer = decoder(name, "normalized")
    x, memory = keras.Input((3, 2)), keras.Input((5, WIDTH))
    real, mask = (keras.Input((n,), dtype="bool") for n in (5, 3))
    y = keras.layers.Dense(1)(layer(x, memory, memory_mask=real, mask=mask))
    model = keras.Model([x, memory, real, mask], y)
    model.compile("adam", "mse", jit_compile=jit_compile)
    before = model.get_weights()
    model.fit(VALUES, np.ones((2, 3, 1)), verbose=0)
    for old, weight in zip(before, model.weights, strict=True):
        assert np.isfinite(ops.convert_to_numpy(weight)).all()
        if weight.trainable:
            assert np.abs(ops.convert_to_numpy(weight) - old).max() > 0, weight.path


def test_two_decoders_may_share_an_attention():
    attention = layers.BahdanauAttention(5)
    pair = [layers.AttentionDecoder(cells.GRUCell(4), attention) for _ in range(2)]
    randomized_pair(pair[0])
    pair[1](*inputs())
    assert pair[0].attention.weights[0] is pair[1].attention.weights[0]


@pytest.mark.parametrize(
    "cls",
    [
        layers.AttentionDecoder,
        layers.BahdanauDecoder,
        layers.BahdanauAttention,
        layers.DotAttention,
        layers.LuongAttention,
    ],
)
def test_example(cls):
    context = {"np": np, "keras_seqzoo": keras_seqzoo}
    (test,) = doctest.DocTestFinder(recurse=False).find(cls, "name", globs=context)
    assert test.examples
    assert doctest.DocTestRunner().run(test).failed == 0
