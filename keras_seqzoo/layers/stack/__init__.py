"""Deep recurrent networks: layers one on another, and how they are connected."""

from keras_seqzoo.layers.stack.layer import Stack

__all__ = ["Stack"]
