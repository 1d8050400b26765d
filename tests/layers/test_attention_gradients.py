"""Gradients of attentions and decoders, and none of padding."""

import numpy as np
import pytest
from attention_cases import MASKS, MEMORY_MASKS, SCORES, decoder, every_score, inputs
from compare import close, same
from function_gradients import gradients
from keras import ops
from precision import SLOPES, WIDEST, slope, use_widest


@pytest.mark.parametrize(
    "name,score",
    [("context feeding", "dot"), *(("input feeding", score) for score in SCORES)],
)
def test_gradients_against_differences(name, score):
    use_widest()
    layer = decoder(name, score)
    x, memory = inputs()
    real, mask = MEMORY_MASKS["empty row"], MASKS["holes"]

    def value(x, memory):
        outputs = layer(x, memory, memory_mask=real, mask=mask)
        return ops.sum(ops.square(outputs))

    of_x, of_memory = gradients(value, x, memory)
    for place in [(0, 1, 0), (1, 0, 1), (1, 2, 0)]:
        found = slope(lambda x: value(x, memory), x, place)
        close(of_x[place], found, **SLOPES[WIDEST])
    for place in [(1, 0, 0), (1, 1, 3)]:
        found = slope(lambda memory: value(x, memory), memory, place)
        close(of_memory[place], found, **SLOPES[WIDEST])
    assert not of_x[~mask].any() and not of_memory[~real].any()


@every_score
def test_padding_of_the_memory_may_hold_anything(score):
    layer, (x, memory) = decoder(score=score), inputs()
    real = MEMORY_MASKS["empty row"]
    wild = np.where(real[..., None], memory, np.nan).astype("float32")

    def value(x, memory):
        return ops.sum(layer(x, memory, memory_mask=real))

    same(
        layer(x, wild, memory_mask=real),
        layer(x, np.where(real[..., None], memory, 7), memory_mask=real),
    )
    for gradient in gradients(value, x, wild):
        assert np.isfinite(gradient).all()
