"""Texts whose tokens are coloured by a number each."""

from keras_seqzoo.insight.coloured_text import ColouredText

__all__ = ["ColouredText"]
