"""Samplers and stop rules over logits, and the steps of a language model."""

from keras_seqzoo.generation.chooser import chooser
from keras_seqzoo.generation.context import read_context
from keras_seqzoo.generation.loop import generate_tokens
from keras_seqzoo.generation.numpy_lstm import NumpyLSTM
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
from keras_seqzoo.generation.states import join, select
from keras_seqzoo.generation.stop_rules import until

__all__ = [
    "NumpyLSTM",
    "Session",
    "chooser",
    "forbid",
    "generate_tokens",
    "greedy",
    "join",
    "read_context",
    "repetition_penalty",
    "sample",
    "select",
    "temperature",
    "top_k",
    "top_p",
    "typical",
    "until",
]
