"""Readers of public formats, verified download, batches of similar length."""

from keras_seqzoo.data.batches import bucket_batches, pad
from keras_seqzoo.data.conll import Sentence, read_conll
from keras_seqzoo.data.errors import DataError
from keras_seqzoo.data.fetch import fetch
from keras_seqzoo.data.files import open_text, read_plain
from keras_seqzoo.data.labelled import (
    read_by_label,
    read_labelled,
    read_lines,
    read_sst,
)
from keras_seqzoo.data.sources import Source, list_sources, source_of
from keras_seqzoo.data.tables import read_csv, read_table
from keras_seqzoo.data.trees import read_trees

__all__ = [
    "DataError",
    "Sentence",
    "Source",
    "bucket_batches",
    "fetch",
    "list_sources",
    "open_text",
    "pad",
    "read_by_label",
    "read_conll",
    "read_csv",
    "read_labelled",
    "read_lines",
    "read_plain",
    "read_sst",
    "read_table",
    "read_trees",
    "source_of",
]
