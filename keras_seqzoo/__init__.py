"""Recurrent layers, tasks and pretrained sequence models for Keras 3."""

import os
import sys

from keras_seqzoo._version import __version__
from keras_seqzoo.lazy import lazy_names

if os.path.basename(sys.argv[0]).partition(".")[0] != "keras-seqzoo":
    # The program imports them itself, so that its `--help` does not wait for Keras.
    from keras_seqzoo import cells as cells
    from keras_seqzoo import layers as layers

MODULES = (
    "cells",
    "layers",
    "cli",
    "convert",
    "data",
    "generation",
    "hub",
    "models",
    "text",
    "training",
    "tuning",
)
MODEL_NAMES = (
    "CharLM",
    "NERTagger",
    "SentimentClassifier",
    "Task",
    "build",
    "list_architectures",
    "list_presets",
    "preset_info",
    "register",
)

__getattr__, LAZY = lazy_names(
    __name__,
    {name: f"{__name__}.{name}" for name in MODULES}
    | {name: f"{__name__}.models" for name in MODEL_NAMES},
)

__all__ = ["__version__", *LAZY]


def __dir__():
    return __all__
