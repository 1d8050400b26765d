"""Hypermodels and search spaces for keras-tuner."""

from keras_seqzoo.tuning.hypermodel import hypermodel
from keras_seqzoo.tuning.ranges import Choice, Integer, Real
from keras_seqzoo.tuning.spaces import spaces

__all__ = ["Choice", "Integer", "Real", "hypermodel", "spaces"]
