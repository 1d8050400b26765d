"""The `keras-seqzoo` command line."""

from keras_seqzoo.cli.program import main

__all__ = ["main"]
