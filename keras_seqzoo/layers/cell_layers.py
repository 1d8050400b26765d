"""The named layers, one for each cell."""

from keras_seqzoo import cells
from keras_seqzoo.layers.named import layer_of

SimpleRNN = layer_of(cells.SimpleRNNCell)
SimplifiedGRU = layer_of(cells.SimplifiedGRUCell)
GRU = layer_of(cells.GRUCell)
MinimalGatedUnit = layer_of(cells.MinimalGatedUnitCell)
LSTM = layer_of(cells.LSTMCell)
PeepholeLSTM = layer_of(cells.PeepholeLSTMCell)
CoupledLSTM = layer_of(cells.CoupledLSTMCell)
ProjectedLSTM = layer_of(cells.ProjectedLSTMCell)
MultiplicativeLSTM = layer_of(cells.MultiplicativeLSTMCell)
LayerNormLSTM = layer_of(cells.LayerNormLSTMCell)
LayerNormGRU = layer_of(cells.LayerNormGRUCell)
IndRNN = layer_of(cells.IndRNNCell)
NASRNN = layer_of(cells.NASRNNCell)
MinGRU = layer_of(cells.MinGRUCell)
MinLSTM = layer_of(cells.MinLSTMCell)
SRU = layer_of(cells.SRUCell)
QRNN = layer_of(cells.QRNNCell)
LRU = layer_of(cells.LRUCell)
