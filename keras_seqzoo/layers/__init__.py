"""Keras layers: recurrence over any cell, a named layer for each cell, CRF, encoders."""

from keras_seqzoo import cells
from keras_seqzoo.layers.bidirectional import Bidirectional
from keras_seqzoo.layers.named import layer_of
from keras_seqzoo.layers.rnn import RNN

NAMES = (
    "SimpleRNN SimplifiedGRU GRU MinimalGatedUnit LSTM PeepholeLSTM CoupledLSTM "
    "ProjectedLSTM MultiplicativeLSTM LayerNormLSTM LayerNormGRU IndRNN NASRNN MinGRU "
    "MinLSTM SRU QRNN LRU"
).split()
_NAMED = {
    name.removesuffix("Cell"): layer_of(getattr(cells, name))
    for name in cells.__all__
    if name.removesuffix("Cell") in NAMES
}
globals().update(_NAMED)

__all__ = ["RNN", "Bidirectional", *_NAMED]
