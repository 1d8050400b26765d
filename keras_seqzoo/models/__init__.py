"""Architectures, their registry and the tasks that users call."""

from keras_seqzoo.configuration import Configuration, from_dict, setting, to_dict
from keras_seqzoo.lazy import lazy_names
from keras_seqzoo.models.presets import list_presets, preset_info
from keras_seqzoo.models.publishing import publish_preset, publish_zoo
from keras_seqzoo.models.registry import (
    build,
    get_architecture,
    list_architectures,
    register,
)
from keras_seqzoo.models.task import Task
from keras_seqzoo.models.verify import verify

__getattr__, LAZY = lazy_names(
    __name__,
    {
        "CharLM": "keras_seqzoo.models.char_lm",
        "NERTagger": "keras_seqzoo.models.ner_tagger",
        "SentimentClassifier": "keras_seqzoo.models.sentiment_classifier",
        "WordLM": "keras_seqzoo.models.word_lm",
    },
)

__all__ = [
    "Configuration",
    "Task",
    "build",
    "from_dict",
    "get_architecture",
    "list_architectures",
    "list_presets",
    "preset_info",
    "publish_preset",
    "publish_zoo",
    "register",
    "setting",
    "to_dict",
    "verify",
    *LAZY,
]


def __dir__():
    return __all__
