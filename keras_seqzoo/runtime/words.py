"""The input vector of every word, remembered for the next time it comes."""

import threading

import numpy as np

CAPACITY = 1 << 14


class WordMemory:
    """Vectors of words that depend on nothing but the word, so each is made once.

    When it is full it starts again from nothing.

    Args:
        encode: Function from a list of n distinct words to float32 vectors [n, D].
        capacity: Most words to remember; a single call may hold more.

    Example:

    >>> memory = WordMemory(lambda words: np.array([[len(w)] for w in words], "f4"))
    >>> memory(["a", "bcd"]).tolist()
    [[1.0], [3.0]]
    """

    def __init__(self, encode, capacity=CAPACITY):
        self.encode = encode
        self.capacity = capacity
        self.lock = threading.Lock()
        self.clear()

    def __getstate__(self):
        """A copy in another process starts from nothing and has a lock of its own."""
        return self.encode, self.capacity

    def __setstate__(self, state):
        self.__init__(*state)

    def clear(self):
        self.rows = {}
        self.vectors = None

    def __call__(self, words):
        """Returns the vectors [n, D] of n words, float32."""
        with self.lock:
            if any(word not in self.rows for word in words):
                self.learn(words)
            rows = self.rows
            return self.vectors[[rows[word] for word in words]]

    def learn(self, words):
        """Makes the vectors of the words that are new."""
        new = [word for word in dict.fromkeys(words) if word not in self.rows]
        if len(self.rows) + len(new) > self.capacity:
            self.clear()
            new = list(dict.fromkeys(words))
        made = self.encode(new)
        start = len(self.rows)
        if self.vectors is None or start + len(new) > len(self.vectors):
            self.grow(start + len(new), made)
        self.vectors[start : start + len(new)] = made
        self.rows.update(zip(new, range(start, start + len(new)), strict=True))

    def grow(self, needed, like):
        """Doubles the room for vectors, at least to `needed`."""
        size = max(needed, min(2 * len(self.rows) + 256, self.capacity))
        vectors = np.empty((size, like.shape[1]), np.float32)
        if self.rows:
            vectors[: len(self.rows)] = self.vectors[: len(self.rows)]
        self.vectors = vectors
