"""Keras layers: recurrence, a named layer for each cell, CRF, encoders, pooling."""

from keras_seqzoo.layers.activation_regularization import ActivationRegularization
from keras_seqzoo.layers.attention import (
    AttentionDecoder,
    BahdanauAttention,
    BahdanauDecoder,
    DotAttention,
    LuongAttention,
)
from keras_seqzoo.layers.bias import Bias
from keras_seqzoo.layers.bidirectional import Bidirectional
from keras_seqzoo.layers.causal_convolution import CausalConvolution
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
from keras_seqzoo.layers.character_bilstm import CharacterBiLSTM
from keras_seqzoo.layers.character_cnn import CharacterCNN
from keras_seqzoo.layers.crf import (
    CRF,
    CRFLoss,
    ViterbiDecoder,
    k_best,
    log_partition,
    marginals,
    pairwise_marginals,
    sequence_score,
    viterbi,
)
from keras_seqzoo.layers.hash_embedding import HashEmbedding
from keras_seqzoo.layers.hashed_bigrams import HashedBigrams
from keras_seqzoo.layers.pooling import (
    AttentionPooling,
    LastPooling,
    MaxPooling,
    MeanPooling,
)
from keras_seqzoo.layers.rnn import RNN
from keras_seqzoo.layers.stack import Stack
from keras_seqzoo.layers.unknown_dropout import UnknownDropout
from keras_seqzoo.layers.word_dropout import WordDropout

__all__ = [
    "ActivationRegularization",
    "AttentionDecoder",
    "AttentionPooling",
    "BahdanauAttention",
    "BahdanauDecoder",
    "Bias",
    "Bidirectional",
    "CRF",
    "CRFLoss",
    "CausalConvolution",
    "CharacterBiLSTM",
    "CharacterCNN",
    "CoupledLSTM",
    "DotAttention",
    "GRU",
    "HashEmbedding",
    "HashedBigrams",
    "IndRNN",
    "LRU",
    "LSTM",
    "LastPooling",
    "LayerNormGRU",
    "LayerNormLSTM",
    "LuongAttention",
    "MaxPooling",
    "MeanPooling",
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
    "Stack",
    "ViterbiDecoder",
    "UnknownDropout",
    "WordDropout",
    "k_best",
    "log_partition",
    "marginals",
    "pairwise_marginals",
    "sequence_score",
    "viterbi",
]
