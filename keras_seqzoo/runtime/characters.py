"""Word vectors from characters in NumPy."""

import numpy as np

from keras_seqzoo.runtime.packing import Packing


class CharacterCNN:
    """As `keras_seqzoo.layers.CharacterCNN` with its default activation.

    Args:
        embedding: Array [V, E].
        kernel: Array [W·E, F].
        bias: Array [F].
    """

    def __init__(self, embedding, kernel, bias):
        self.embedding, self.kernel, self.bias = embedding, kernel, bias
        self.width = len(kernel) // embedding.shape[1]

    def __call__(self, characters):
        """Returns the vectors [n, F] of words as character ids [n, C], 0 is padding."""
        real = characters != 0
        vectors = np.where(real[..., None], self.embedding[characters], np.float32(0))
        before, after = (self.width - 1) // 2, self.width // 2
        padded = np.pad(vectors, ((0, 0), (before, after), (0, 0)))
        length = characters.shape[1]
        windows = [padded[:, i : i + length] for i in range(self.width)]
        scores = np.concatenate(windows, axis=-1) @ self.kernel
        scores[~real] = -np.inf
        best = np.maximum(scores.max(axis=1, initial=-np.inf) + self.bias, 0)
        return np.where(real.any(axis=1, keepdims=True), best, np.float32(0))


class CharacterBiLSTM:
    """As `keras_seqzoo.layers.CharacterBiLSTM`.

    Args:
        embedding: Array [V, E].
        lstm: `BiLSTM` over characters.
    """

    def __init__(self, embedding, lstm):
        self.embedding, self.lstm = embedding, lstm

    def __call__(self, characters):
        """Returns the vectors [n, 2U] of words as character ids [n, C]; 0 is none."""
        real = characters != 0
        packing = Packing(real.sum(axis=1))
        return self.lstm.last(self.embedding[characters[real]], packing)
