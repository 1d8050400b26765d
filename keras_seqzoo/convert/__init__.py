"""Weights that other libraries wrote, set into the layers of this package."""

from keras_seqzoo.convert.crf import crf_from_tensorflow_addons
from keras_seqzoo.convert.keras2_file import read_keras2_weights
from keras_seqzoo.convert.tensorflow_addons import from_tensorflow_addons

__all__ = [
    "crf_from_tensorflow_addons",
    "from_tensorflow_addons",
    "read_keras2_weights",
]
