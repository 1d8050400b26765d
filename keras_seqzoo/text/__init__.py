"""Words with offsets, vocabularies, tag schemes and word vectors."""

from keras_seqzoo.text.extended_vectors import extended_vectors
from keras_seqzoo.text.load_vectors import load_vectors
from keras_seqzoo.text.sentences import sentences
from keras_seqzoo.text.shapes import NUM_SHAPES, word_shape
from keras_seqzoo.text.tag_schemes import (
    allowed_transitions,
    detect_scheme,
    iob2_to_iobes,
    iobes_to_iob2,
    spans,
    tags_from_spans,
    to_iob2,
)
from keras_seqzoo.text.tokens import Token, tokenize
from keras_seqzoo.text.vectors import WordVectors
from keras_seqzoo.text.vocabulary import Vocabulary

__all__ = [
    "NUM_SHAPES",
    "Token",
    "Vocabulary",
    "WordVectors",
    "allowed_transitions",
    "detect_scheme",
    "extended_vectors",
    "iob2_to_iobes",
    "iobes_to_iob2",
    "load_vectors",
    "sentences",
    "spans",
    "tags_from_spans",
    "to_iob2",
    "tokenize",
    "word_shape",
]
