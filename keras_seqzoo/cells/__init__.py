"""One recurrent cell a file: the equations of one time step, nothing about time."""

from keras_seqzoo.cells.base import RecurrentCell
from keras_seqzoo.cells.lstm import LSTMCell

__all__ = ["LSTMCell", "RecurrentCell"]
