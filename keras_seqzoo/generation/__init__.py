"""Samplers and stop rules over logits, and the steps of a language model."""

from keras_seqzoo.generation.beam import Beam, beam_search
from keras_seqzoo.generation.chooser import chooser
from keras_seqzoo.generation.context import read_context, read_contexts
from keras_seqzoo.generation.loop import generate_tokens
from keras_seqzoo.generation.numpy_gru import NumpyGRU
from keras_seqzoo.generation.numpy_lstm import NumpyLSTM
from keras_seqzoo.generation.numpy_min import NumpyMin
from keras_seqzoo.generation.row_draws import RowDraws
from keras_seqzoo.generation.samplers import (
    forbid,
    greedy,
    repetition_penalty,
    sample,
    temperature,
    top_k,
    top_p,
    typical,
)
from keras_seqzoo.generation.session import Session
from keras_seqzoo.generation.side_by_side import generate_rows
from keras_seqzoo.generation.states import join, select
from keras_seqzoo.generation.stop_rules import until

__all__ = [
    "Beam",
    "NumpyGRU",
    "NumpyLSTM",
    "NumpyMin",
    "RowDraws",
    "Session",
    "beam_search",
    "chooser",
    "forbid",
    "generate_rows",
    "generate_tokens",
    "greedy",
    "join",
    "read_context",
    "read_contexts",
    "repetition_penalty",
    "sample",
    "select",
    "temperature",
    "top_k",
    "top_p",
    "typical",
    "until",
]
