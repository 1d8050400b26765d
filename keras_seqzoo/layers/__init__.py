"""Keras layers: recurrence, a named layer for each cell, CRF, encoders, pooling."""

from keras_seqzoo.layers.bidirectional import Bidirectional
from keras_seqzoo.layers.cell_layers import (
    GRU,
    LRU,
    LSTM,
    NASRNN,
    QRNN,
    SRU,
    CoupledLSTM,
    IndRNN,
    LayerNormGRU,
    LayerNormLSTM,
    MinGRU,
    MinimalGatedUnit,
    MinLSTM,
    MultiplicativeLSTM,
    PeepholeLSTM,
    ProjectedLSTM,
    SimpleRNN,
    SimplifiedGRU,
)
from keras_seqzoo.layers.crf import CRF, CRFLoss, k_best, marginals, viterbi
from keras_seqzoo.layers.rnn import RNN

__all__ = [
    "Bidirectional",
    "CRF",
    "CRFLoss",
    "CoupledLSTM",
    "GRU",
    "IndRNN",
    "LRU",
    "LSTM",
    "LayerNormGRU",
    "LayerNormLSTM",
    "MinGRU",
    "MinLSTM",
    "MinimalGatedUnit",
    "MultiplicativeLSTM",
    "NASRNN",
    "PeepholeLSTM",
    "ProjectedLSTM",
    "QRNN",
    "RNN",
    "SRU",
    "SimpleRNN",
    "SimplifiedGRU",
    "k_best",
    "marginals",
    "viterbi",
]
