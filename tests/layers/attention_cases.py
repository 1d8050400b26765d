"""Attentions, decoders, inputs and masks for their tests."""

import attention_oracle as oracle
import keras
import numpy as np
import pytest
from cell_table import weights_of

from keras_seqzoo import cells, layers

UNITS, WIDTH = 4, 4
SCORES = {
    "additive": (lambda: layers.BahdanauAttention(5), oracle.additive),
    "normalized": (
        lambda: layers.BahdanauAttention(5, normalize=True),
        oracle.additive,
    ),
    "dot": (layers.DotAttention, oracle.general),
    "dot, scaled": (lambda: layers.DotAttention(scale=True), oracle.general),
    "general": (layers.LuongAttention, oracle.general),
    "general, scaled": (lambda: layers.LuongAttention(scale=True), oracle.general),
}
DECODERS = {
    "input feeding": (layers.AttentionDecoder, oracle.input_feeding),
    "context feeding": (layers.BahdanauDecoder, oracle.context_feeding),
}
MEMORY_MASKS = {
    "none": None,
    "right": np.array([[1, 1, 1, 0, 0], [1, 0, 0, 0, 0]], bool),
    "holes": np.array([[0, 1, 0, 1, 1], [1, 0, 0, 1, 0]], bool),
    "empty row": np.array([[0, 0, 0, 0, 0], [1, 1, 0, 0, 0]], bool),
}
MASKS = {
    "none": None,
    "right": np.array([[1, 1, 0], [1, 1, 1]], bool),
    "holes": np.array([[0, 1, 1], [1, 0, 1]], bool),
    "empty row": np.array([[0, 0, 0], [1, 1, 0]], bool),
}
every_score = pytest.mark.parametrize("score", SCORES)
every_decoder = pytest.mark.parametrize("name", DECODERS)
ALL = {"return_alignments": True, "return_state": True}


def inputs(batch=2, length=3, steps=5, seed=3):
    """Inputs [B, T, 2] and a memory [B, S, 4]."""
    random = np.random.default_rng(seed)
    shapes = (batch, length, 2), (batch, steps, WIDTH)
    return tuple(random.normal(size=s).astype(keras.config.floatx()) for s in shapes)


def decoder(name="input feeding", score="additive", **options):
    """A decoder with an LSTM and random weights."""
    cell = cells.LSTMCell(UNITS)
    layer = DECODERS[name][0](cell, SCORES[score][0](), **options)
    return randomized_pair(layer)


def randomized_pair(layer):
    layer.build((None, None, 2), (None, None, WIDTH))
    random = np.random.default_rng(0)
    layer.set_weights([random.normal(0, 0.5, w.shape) for w in layer.get_weights()])
    return layer


def weights_by_part(layer):
    return {
        **weights_of(layer.decoder_step),
        "cell": weights_of(layer.cell),
        "attention": weights_of(layer.attention),
    }
