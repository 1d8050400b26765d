"""Hypermodels and search spaces for keras-tuner, and searches that use them."""

from keras_seqzoo.tuning.chief import ChiefError
from keras_seqzoo.tuning.distributed import chief, worker
from keras_seqzoo.tuning.hypermodel import hypermodel
from keras_seqzoo.tuning.plan import SearchPlan
from keras_seqzoo.tuning.printer import Printer
from keras_seqzoo.tuning.problems import space_of
from keras_seqzoo.tuning.ranges import Choice, Integer, Real
from keras_seqzoo.tuning.search import Listener, SearchResult, tune
from keras_seqzoo.tuning.space import Space, describe
from keras_seqzoo.tuning.toml import read_space
from keras_seqzoo.tuning.trials import SearchError

__all__ = [
    "ChiefError",
    "Choice",
    "Integer",
    "Listener",
    "Printer",
    "Real",
    "SearchError",
    "SearchPlan",
    "SearchResult",
    "Space",
    "chief",
    "describe",
    "hypermodel",
    "read_space",
    "space_of",
    "tune",
    "worker",
]
