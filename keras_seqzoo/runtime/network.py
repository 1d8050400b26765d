"""The network of `ner_bilstm_crf` in NumPy: words in, entities out."""

import numpy as np

from keras_seqzoo.runtime.chain import PathShares, best_paths
from keras_seqzoo.runtime.packing import Packing
from keras_seqzoo.runtime.words import WordMemory
from keras_seqzoo.text import tag_schemes
from keras_seqzoo.text.word_streams import run_batches
from keras_seqzoo.threads import side_by_side


class WordInputs:
    """What the recurrent layers read of a word: vectors, shape, characters, affixes.

    Args:
        features: `WordFeatures`.
        tables: List of functions from the arrays of `features` to vectors [n, D].
    """

    def __init__(self, features, tables):
        self.features, self.tables = features, tables

    def __call__(self, words):
        """Returns the vectors [n, D] of words, float32."""
        features = self.features
        ids = {name: getattr(features, f"{name}_of")(words) for name in features.inputs}
        return np.concatenate([table(ids) for table in self.tables], axis=1)


class TaggerNetwork:
    """Finds the entities of tokenised sentences.

    Args:
        word_inputs: `WordInputs`.
        recurrent: List of `BiLSTM`.
        emissions: `(kernel [U, K], bias [K])`.
        scores: `ChainScores`, with what the tag scheme forbids.
        tags: The K tags, `"O"` first.
    """

    def __init__(self, word_inputs, recurrent, emissions, scores, tags):
        self.word_inputs = WordMemory(word_inputs)
        self.recurrent = recurrent
        self.kernel, self.bias = emissions
        self.scores = scores
        self.tags = tags

    def __call__(self, sentences):
        """Returns for each sentence a list of `(label, first, last, confidence)`.

        Args:
            sentences: List of non-empty lists of words; `last` is exclusive.
        """
        return run_batches(sentences, self.decode, side_by_side)

    def decode(self, sentences):
        """Returns the entities of some sentences at once."""
        lengths = [len(sentence) for sentence in sentences]
        packing = Packing(lengths)
        emissions = self.emit([w for words in sentences for w in words], packing)
        tags = best_paths(emissions, self.scores, packing)
        entities = [[] for _ in sentences]
        found = spans_of(tags, lengths, self.tags)
        if found:
            shares = PathShares(emissions, self.scores, packing)
            for row, start, (label, first, last) in found:
                share = shares(row, tags, start + first, start + last)
                entities[row].append((label, first, last, share))
        return entities

    def emit(self, words, packing):
        """Returns the scores of the tags [N, K] of N words."""
        x = self.word_inputs(words)
        for layer in self.recurrent:
            x = layer(x, packing)
        return x @ self.kernel + self.bias


def spans_of(tags, lengths, names):
    """Returns `(row, start of the row, (label, first, last))` of all entities."""
    ends = np.cumsum(lengths)
    starts = ends - lengths
    outside = names.index("O")
    rows = np.unique(np.searchsorted(ends, np.flatnonzero(tags != outside), "right"))
    return [
        (row, starts[row], span)
        for row in rows.tolist()
        for span in tag_schemes.spans([names[i] for i in tags[starts[row] : ends[row]]])
    ]
