"""Tagging with NumPy alone: no Keras, no TensorFlow, an answer within a second."""

from keras_seqzoo.runtime.parts import supports
from keras_seqzoo.runtime.spans import Span
from keras_seqzoo.runtime.tagger import Tagger

__all__ = ["Span", "Tagger", "supports"]
