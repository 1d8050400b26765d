"""One recurrent cell a file: the equations of one time step, nothing about time."""

from keras_seqzoo.cells.base import RecurrentCell
from keras_seqzoo.cells.coupled_lstm import CoupledLSTMCell
from keras_seqzoo.cells.gru import GRUCell
from keras_seqzoo.cells.ind_rnn import IndRNNCell
from keras_seqzoo.cells.layer_norm_gru import LayerNormGRUCell
from keras_seqzoo.cells.layer_norm_lstm import LayerNormLSTMCell
from keras_seqzoo.cells.linear import LinearCell
from keras_seqzoo.cells.lru import LRUCell
from keras_seqzoo.cells.lstm import LSTMCell
from keras_seqzoo.cells.min_gru import MinGRUCell
from keras_seqzoo.cells.min_lstm import MinLSTMCell
from keras_seqzoo.cells.minimal_gated_unit import MinimalGatedUnitCell
from keras_seqzoo.cells.multiplicative_lstm import MultiplicativeLSTMCell
from keras_seqzoo.cells.nas_rnn import NASRNNCell
from keras_seqzoo.cells.peephole_lstm import PeepholeLSTMCell
from keras_seqzoo.cells.projected_lstm import ProjectedLSTMCell
from keras_seqzoo.cells.qrnn import QRNNCell
from keras_seqzoo.cells.recurrent_dropout import RecurrentDropoutCell
from keras_seqzoo.cells.simple_rnn import SimpleRNNCell
from keras_seqzoo.cells.simplified_gru import SimplifiedGRUCell
from keras_seqzoo.cells.skip import HighwayCell, ResidualCell
from keras_seqzoo.cells.sru import SRUCell
from keras_seqzoo.cells.weight_drop import WeightDropCell
from keras_seqzoo.cells.wrapper import WrapperCell
from keras_seqzoo.cells.zoneout import ZoneoutCell
from keras_seqzoo.with_keras import import_layers

__all__ = [
    "CoupledLSTMCell",
    "GRUCell",
    "HighwayCell",
    "IndRNNCell",
    "LRUCell",
    "LSTMCell",
    "LayerNormGRUCell",
    "LayerNormLSTMCell",
    "LinearCell",
    "MinGRUCell",
    "MinLSTMCell",
    "MinimalGatedUnitCell",
    "MultiplicativeLSTMCell",
    "NASRNNCell",
    "PeepholeLSTMCell",
    "ProjectedLSTMCell",
    "QRNNCell",
    "RecurrentCell",
    "RecurrentDropoutCell",
    "ResidualCell",
    "SRUCell",
    "SimpleRNNCell",
    "SimplifiedGRUCell",
    "WeightDropCell",
    "WrapperCell",
    "ZoneoutCell",
]

import_layers()
