"""Recurrent layers, tasks and pretrained sequence models for Keras 3."""

from keras_seqzoo._version import __version__
from keras_seqzoo.lazy import lazy_names
from keras_seqzoo.with_keras import import_layers, when_imported

# Nothing here needs Keras itself, so that `keras_seqzoo.runtime` and the program can
# do without.
when_imported("keras", import_layers)

MODULES = (
    "cells",
    "layers",
    "cli",
    "convert",
    "data",
    "generation",
    "hub",
    "insight",
    "models",
    "runtime",
    "text",
    "training",
    "tuning",
)
MODEL_NAMES = (
    "CharLM",
    "NERTagger",
    "SentimentClassifier",
    "Task",
    "WordLM",
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
