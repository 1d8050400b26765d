"""What attentions and decoders refuse, with the remedy."""

import keras
import numpy as np
import pytest
from attention_cases import decoder, inputs

from keras_seqzoo import cells, layers

GRU, DOT = cells.GRUCell, layers.DotAttention
BAD = {
    "cell": (lambda: layers.AttentionDecoder(layers.GRU(3), DOT()), "recurrent cell"),
    "attention": (lambda: layers.AttentionDecoder(GRU(3), GRU(3)), "LuongAttention"),
    "dropout": (
        lambda: layers.AttentionDecoder(GRU(3, dropout=0.1), DOT()),
        "GRUCell with dropout=0.1",
    ),
    "zoneout": (
        lambda: layers.BahdanauDecoder(cells.ZoneoutCell(GRU(3), [0.1]), DOT()),
        "SpatialDropout1D",
    ),
    "cells with dropout": (
        lambda: layers.AttentionDecoder(
            keras.layers.StackedRNNCells([keras.layers.GRUCell(3, dropout=0.1)]), DOT()
        ),
        "at random",
    ),
    "size": (lambda: layers.AttentionDecoder(GRU(3), DOT(), 0), "attention_size=0"),
    "units": (lambda: layers.BahdanauAttention(-1), "units=-1"),
    "widths": (
        lambda: layers.AttentionDecoder(GRU(3), DOT())(*inputs()),
        "a memory of 4 features",
    ),
    "states": (
        lambda: decoder()(*inputs(), initial_state=[np.zeros((2, 4))]),
        "the 2 states of the cell",
    ),
}


@pytest.mark.parametrize("make,message", BAD.values(), ids=BAD)
def test_errors_name_what_came_and_the_remedy(make, message):
    with pytest.raises((TypeError, ValueError), match=message):
        make()
