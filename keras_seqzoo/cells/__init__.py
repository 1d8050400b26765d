"""One recurrent cell a file: the equations of one time step, nothing about time."""

from keras_seqzoo.cells.base import RecurrentCell
from keras_seqzoo.cells.gru import GRUCell
from keras_seqzoo.cells.linear import LinearCell
from keras_seqzoo.cells.lstm import LSTMCell
from keras_seqzoo.cells.min_gru import MinGRUCell
from keras_seqzoo.cells.simple_rnn import SimpleRNNCell

__all__ = [
    "GRUCell",
    "LSTMCell",
    "LinearCell",
    "MinGRUCell",
    "RecurrentCell",
    "SimpleRNNCell",
]
