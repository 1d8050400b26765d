"""The network of `sentiment_bilstm` in NumPy: words in, outputs of its head out."""

import numpy as np

from keras_seqzoo.runtime.packing import Packing
from keras_seqzoo.text.word_features import distinct_words
from keras_seqzoo.text.word_streams import run_batches
from keras_seqzoo.threads import side_by_side


class TextNetwork:
    """Gives texts that are split into words the outputs of a classifier.

    Args:
        features: `WordFeatures`.
        vectors: Function from `{"words": ids [N]}` to vectors [N, D].
        recurrent: List of `BiLSTM`.
        pooling: Function from vectors [N, F] and lengths [B] to [B, F].
        head: Function from [B, F] to outputs [B, L].
        bigrams: `Bigrams`, or `None`.
    """

    def __init__(self, features, vectors, recurrent, pooling, head, bigrams):
        self.features, self.vectors, self.recurrent = features, vectors, recurrent
        self.pooling, self.head, self.bigrams = pooling, head, bigrams

    def __call__(self, texts):
        """Returns a list of the outputs [L] of non-empty lists of words."""
        return run_batches(texts, self.outputs, side_by_side)

    def outputs(self, texts):
        """Returns the outputs [B, L] of B texts at once."""
        lengths = np.array([len(words) for words in texts])
        packing = Packing(lengths)
        ids = self.ids_of(texts)
        x = self.vectors({"words": ids})
        for layer in self.recurrent:
            x = layer(x, packing)
        outputs = self.head(self.pooling(x, lengths))
        return self.bigrams(outputs, ids, lengths) if self.bigrams else outputs

    def ids_of(self, texts):
        """The ids of the words of all texts, one text after the other."""
        words, places = distinct_words(texts)
        return self.features.words_of(words)[places]
