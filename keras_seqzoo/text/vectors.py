"""Pretrained word vectors and the one rule by which a word finds its row."""

import re

import numpy as np

DIGIT = re.compile(r"\d")
STRAIGHT = str.maketrans("’´", "''")
MEMORY = 1 << 20


class WordVectors:
    """A word list with one vector a word.

    A word is looked up as it is, in lower case, with straight apostrophes too, and with
    every digit replaced by 0 too; the first form that is listed wins.

    Args:
        words: Sequence of distinct `str`.
        matrix: Array [n, d] of floats, row i for word i.

    Raises:
        ValueError: If the number of rows differs from that of words.

    Example:

    >>> vectors = WordVectors(["cat", "00"], np.eye(2, dtype="float16"))
    >>> vectors.lookup(["Cat", "37", "dog"])
    array([ 0,  1, -1], dtype=int32)
    """

    def __init__(self, words, matrix):
        self.words = list(words)
        self.matrix = np.asarray(matrix)
        if self.matrix.ndim != 2 or len(self.matrix) != len(self.words):
            raise ValueError(
                "`matrix` must have one row for each of `words`. "
                f"Received: {len(self.words)} words, matrix of shape "
                f"{self.matrix.shape}"
            )
        self._rows = {word: i for i, word in enumerate(self.words)}
        self._found = {}

    def __len__(self):
        return len(self.words)

    def __contains__(self, word):
        return self.row(word) >= 0

    def __repr__(self):
        return f"WordVectors({len(self)} words, {self.dim} dimensions)"

    @property
    def dim(self):
        return self.matrix.shape[1]

    def row(self, word):
        """Returns the row of a word, or -1; answers are remembered."""
        row = self._found.get(word)
        if row is None:
            if len(self._found) >= MEMORY:
                self._found.clear()
            row = self._found[word] = self._search(word)
        return row

    def _search(self, word):
        lower = word.lower()
        straight = lower.translate(STRAIGHT)
        for form in (word, lower, straight, DIGIT.sub("0", straight)):
            if form in self._rows:
                return self._rows[form]
        return -1

    def exact_rows(self, words):
        """Returns the rows of words in just this form, int32 [n]; -1 for none."""
        return np.array([self._rows.get(word, -1) for word in words], dtype=np.int32)

    def lookup(self, words):
        """Returns the rows of many words, int32 [n]; -1 for a word not found."""
        row = self.row
        return np.array([row(word) for word in words], dtype=np.int32)

    def vectors(self, words):
        """Returns float32 [n, d], the vectors of the words; zeros for one not found."""
        rows = self.lookup(words)
        found = self.matrix[np.maximum(rows, 0)].astype(np.float32)
        return np.where(rows[:, None] >= 0, found, np.float32(0))
