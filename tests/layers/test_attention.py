"""Attentions and decoders against NumPy, and step by step."""

import keras
import numpy as np
import pytest
from attention_cases import (
    ALL,
    DECODERS,
    MASKS,
    MEMORY_MASKS,
    SCORES,
    UNITS,
    decoder,
    every_decoder,
    every_score,
    inputs,
    randomized_pair,
    weights_by_part,
)
from attention_oracle import attend
from cell_table import weights_of
from compare import close, same
from keras import ops
from precision import VALUES, WIDEST, use_widest

from keras_seqzoo import cells, layers


def flags(mask, shape):
    return np.ones(shape, bool) if mask is None else mask


@every_score
@pytest.mark.parametrize("mask", MEMORY_MASKS)
def test_attention(score, mask):
    use_widest()
    make, oracle = SCORES[score]
    memory, mask = inputs()[1], MEMORY_MASKS[mask]
    query = np.random.default_rng(1).normal(size=(2, 3, 4)).astype(WIDEST)
    layer = make()
    layer.build(query.shape, memory.shape)
    random = np.random.default_rng(0)
    layer.set_weights([random.normal(size=w.shape) for w in layer.get_weights()])
    found = layer(query, memory, memory_mask=mask)
    for b, real in enumerate(flags(mask, memory.shape[:2])):
        for t in range(3):
            given = oracle, weights_of(layer), query[b, t], memory[b], real
            for one, other in zip(found, attend(*given), strict=True):
                close(one[b, t], other, **VALUES[WIDEST])


def expected(layer, name, score, x, memory, memory_mask, mask):
    """Outputs, alignments and states of a decoder, row by row, in NumPy."""
    weights, run = weights_by_part(layer), DECODERS[name][1]
    zeros = [np.zeros(UNITS)] * 2
    real, steps = flags(memory_mask, memory.shape[:2]), flags(mask, x.shape[:2])
    rows = [
        run(weights, SCORES[score][1], *row, zeros)
        for row in zip(x, memory, real, steps, strict=True)
    ]
    outputs, alignments, states = zip(*rows, strict=True)
    stacked = [np.stack(s) for s in zip(*states, strict=True)]
    return np.stack(outputs), np.stack(alignments), *stacked


def assert_as_expected(name, score, memory_mask, mask):
    use_widest()
    layer = decoder(name, score, **ALL)
    x, memory = inputs()
    found = layer(x, memory, memory_mask=memory_mask, mask=mask)
    wanted = expected(layer, name, score, x, memory, memory_mask, mask)
    for one, other in zip(found, wanted, strict=True):
        close(one, other, **VALUES[WIDEST])


@every_decoder
@every_score
def test_every_decoder_with_every_attention(name, score):
    assert_as_expected(name, score, MEMORY_MASKS["right"], None)


@every_decoder
@pytest.mark.parametrize("memory_mask", MEMORY_MASKS)
@pytest.mark.parametrize("mask", MASKS)
def test_masks(name, memory_mask, mask):
    assert_as_expected(name, "normalized", MEMORY_MASKS[memory_mask], MASKS[mask])


@every_decoder
@pytest.mark.parametrize("policy", ["float32", "mixed_float16"])
def test_steps_are_the_sequence(name, policy):
    keras.config.set_dtype_policy(policy)
    layer = decoder(name, "general, scaled", **ALL)
    x, memory = inputs()
    real = MEMORY_MASKS["holes"]
    wanted = layer(x, memory, memory_mask=real)
    prepared = layer.prepare(memory, real)
    states, outputs, alignments = layer.start(batch_size=2), [], []
    for t in range(3):
        output, weights, states = layer.step(x[:, t], states, prepared)
        outputs.append(output)
        alignments.append(weights)
    found = [ops.stack(outputs, 1), ops.stack(alignments, 1), *states]
    for one, other in zip(found, wanted, strict=True):
        assert one.dtype == other.dtype
        close(ops.cast(one, "float32"), ops.cast(other, "float32"), atol=1e-5)


@every_decoder
def test_two_halves_are_the_whole(name):
    layer = decoder(name, return_state=True)
    x, memory = inputs()
    whole = layer(x, memory)
    first, *states = layer(x[:, :1], memory)
    second, *states = layer(x[:, 1:], memory, initial_state=states)
    close(ops.concatenate([first, second], 1), whole[0], rtol=1e-5, atol=1e-6)
    for one, other in zip(states, whole[1:], strict=True):
        close(one, other, rtol=1e-5, atol=1e-6)


@every_decoder
def test_states_of_an_encoder_start_the_cell(name):
    layer = decoder(name, return_state=True)
    x, memory = inputs()
    states = [np.full((2, UNITS), v, "float32") for v in (0.5, -0.5)]
    zero = [np.zeros((2, UNITS), "float32")] * (len(layer.start(batch_size=2)) - 2)
    found, wanted = (
        layer(x, memory, initial_state=s)[0] for s in (states, states + zero)
    )
    same(found, wanted)
    assert np.abs(ops.convert_to_numpy(found - layer(x, memory)[0])).max() > 1e-3


def stacked(package):
    return keras.layers.StackedRNNCells([package.LSTMCell(3), package.GRUCell(UNITS)])


@every_decoder
@pytest.mark.parametrize("package", [cells, keras.layers])
def test_several_cells_one_on_another(name, package):
    layer = randomized_pair(
        DECODERS[name][0](stacked(package), layers.DotAttention(), **ALL)
    )
    x, memory = inputs()
    outputs, alignments, *states = layer(x, memory, mask=MASKS["right"])
    assert tuple(outputs.shape) == (2, 3, UNITS)
    sizes = [[s.shape[-1] for s in keras.tree.flatten(level)] for level in states]
    assert sizes[:2] == [[3, 3], [UNITS]]
    states, prepared = layer.start(batch_size=2), layer.prepare(memory)
    for t in range(2):
        output, _, states = layer.step(x[:, t], states, prepared)
        close(output, outputs[:, t], rtol=1e-5, atol=1e-6)


@every_decoder
@pytest.mark.parametrize("batch", [0, 1])
@pytest.mark.parametrize("length,steps", [(0, 3), (1, 1), (2, 0), (0, 0)])
def test_edges(name, batch, length, steps):
    layer = decoder(name, return_alignments=True)
    x, memory = inputs(batch, length, steps)
    outputs, alignments = layer(x, memory, mask=np.ones((batch, length), bool))
    assert tuple(outputs.shape) == (batch, length, UNITS)
    assert tuple(alignments.shape) == (batch, length, steps)
    assert np.isfinite(ops.convert_to_numpy(outputs)).all()
