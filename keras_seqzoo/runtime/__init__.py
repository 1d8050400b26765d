"""Tagging and classifying with NumPy alone: no Keras, an answer within a second."""

from keras_seqzoo.runtime.answers import Classification
from keras_seqzoo.runtime.classifier import Classifier
from keras_seqzoo.runtime.parts import TAGGERS
from keras_seqzoo.runtime.spans import Span
from keras_seqzoo.runtime.tagger import Tagger
from keras_seqzoo.runtime.text_parts import TEXTS

__all__ = ["Classification", "Classifier", "Span", "Tagger", "supports"]


def supports(architecture, config):
    """Whether NumPy alone can run a network of this architecture and configuration."""
    return any(known.supports(architecture, config) for known in (TAGGERS, TEXTS))
