"""Which words a model knows, in which order, and the vectors they start from."""

from collections import Counter
from typing import NamedTuple

import numpy as np

from keras_seqzoo.text import WordVectors, load_vectors
from keras_seqzoo.text.vocabulary import FIRST, Vocabulary
from keras_seqzoo.text.word_features import known_form

SPREAD = 0.1


class WordTable(NamedTuple):
    """A vocabulary, its vectors [V, D] and how many leading rows are trained."""

    vocabulary: Vocabulary
    vectors: np.ndarray
    num_trained: int

    def sizes(self):
        """Returns the settings of a network that these words and vectors decide."""
        return {
            "vocabulary_size": len(self.vocabulary),
            "embedding_dim": self.vectors.shape[1],
            "num_trained_words": self.num_trained,
        }


def word_table(sentences, vectors=None, min_count=2, dim=100):
    """Joins the frequent words of training data with a set of word vectors.

    The frequent words come first, so that a small trainable table over the first ids
    can correct their vectors; those without a vector get a small random one.

    Args:
        sentences: Iterable of lists of words.
        vectors: `keras_seqzoo.text.WordVectors`, a name or folder for `load_vectors`,
            or `None`.
        min_count: How often a word must occur to get trained corrections.
        dim: Width of the vectors.

    Returns:
        `WordTable`.

    Raises:
        ValueError: If `min_count` is no whole number of at least 1.
    """
    if not isinstance(min_count, int) or min_count < 1:
        raise ValueError(
            "`min_count` must be a whole number of at least 1. "
            f"Received: min_count={min_count!r}"
        )
    vectors = word_vectors(vectors, dim)
    rows = {word: row for row, word in enumerate(vectors.words)}
    counts = Counter(known_form(word, rows) for words in sentences for word in words)
    frequent = [word for word, n in counts.most_common() if n >= min_count]
    known = set(frequent)
    items = frequent + [word for word in vectors.words if word not in known]
    matrix = np.random.default_rng(0).normal(
        0, SPREAD, (FIRST + len(items), vectors.dim)
    )
    matrix[:FIRST] = 0
    given = [(i, rows[word]) for i, word in enumerate(items, FIRST) if word in rows]
    places, sources = np.array(given, int).reshape(-1, 2).T
    matrix[places] = vectors.matrix[sources]
    matrix = matrix.astype(np.float16).astype(np.float32)
    return WordTable(Vocabulary(items), matrix, FIRST + len(frequent))


def word_vectors(vectors, dim):
    """Returns the `WordVectors` that are meant by an argument `vectors`."""
    if vectors is None:
        return WordVectors([], np.zeros((0, dim)))
    return vectors if isinstance(vectors, WordVectors) else load_vectors(vectors, dim)


def character_vocabulary(sentences, min_count=3):
    """Vocabulary of the characters that occur at least `min_count` times."""
    counts = Counter(character for words in sentences for w in words for character in w)
    return Vocabulary([c for c, n in counts.most_common() if n >= min_count])
