"""Scores of words by what a text network answers."""

from functools import cached_property

import keras
import numpy as np
from keras import ops

from keras_seqzoo.layers import AttentionPooling
from keras_seqzoo.layers.pooling import Pooling
from keras_seqzoo.models.bigram_evidence import shares
from keras_seqzoo.models.gradients import gradient_of
from keras_seqzoo.models.sentiment_bigrams import bigrams_of
from keras_seqzoo.models.sentiment_bilstm import joined
from keras_seqzoo.models.word_network import jit_compile, vector_model
from keras_seqzoo.text.vocabulary import UNKNOWN
from keras_seqzoo.text.word_streams import MAX_BATCH_WORDS

LEAST = 1e-7
MOST_OCCLUSIONS = 256


class Explainer:
    """Scores the words of a text by the evidence $e$ for the answer $y$.

    $$e = \\log p_y - \\log (1 - p_y)$$

    Of a model of ratings the evidence is the rating.

    Args:
        network: The network of a `SentimentClassifier`.
    """

    def __init__(self, network):
        self.network = network

    def gradient(self, ids, outputs):
        r"""Gradient times input, $$s_t = x_t^\top \nabla_{x_t} e$$.

        The sum of the bigrams is an input too, divided among their words.
        """
        words = ops.convert_to_tensor(ids)
        x = self.vectors([words])
        found = self.compiled_gradient(x, words, chosen(outputs))
        scores = ops.convert_to_numpy(ops.sum(x * found, axis=-1))[0]
        for layer in bigrams_of(self.network):
            added = shares(ids[0], *layer.get_weights())
            scores = scores + added @ slopes(outputs)
        return scores

    @cached_property
    def vectors(self):
        return vector_model(self.network)

    @cached_property
    def compiled_gradient(self):
        def value(x, ids, answer):
            return evidence(self.above(x, ids), answer)[0]

        return gradient_of(value)

    def above(self, x, ids):
        """Runs the layers above the word vectors: [B, T, D], [B, T] -> [B, L].

        A model from the vectors on would give the layers new nodes, with which the
        network could not be saved any more.
        """
        mask = ops.not_equal(ids, 0)
        for layer in self.network.layers:
            if isinstance(layer, (keras.layers.Bidirectional, Pooling)):
                x = layer(x, mask=mask)
            elif isinstance(layer, (keras.layers.Dense, keras.layers.Rescaling)):
                x = layer(x)
        for layer in bigrams_of(self.network):
            x = joined(x, layer(ids))
        return x

    def occlusion(self, ids, outputs):
        r"""What the evidence loses without a word, $$s_t = e(x) - e(x_{-t})$$.

        The word is read as the unknown one. Of a text of more than 256 words,
        neighbours are left out together and share what is lost.
        """
        length = max(1, np.count_nonzero(ids))
        parts = np.array_split(np.arange(length), min(length, MOST_OCCLUSIONS))
        size = max(1, MAX_BATCH_WORDS // length)
        whole = self.evidence(outputs[None], outputs)
        scores = np.zeros(ids.shape[1])
        for start in range(0, len(parts), size):
            some = parts[start : start + size]
            found = self.network.predict_on_batch({"words": without(ids, some)})
            losses = whole - self.evidence(found, outputs)
            for part, loss in zip(some, losses, strict=True):
                scores[part] = loss / len(part)
        return scores

    def evidence(self, found, outputs):
        return ops.convert_to_numpy(evidence(found, chosen(outputs)))

    def attention(self, ids, outputs):
        """The weights of the pooling, which are positive and sum to one."""
        return self.weights.predict_on_batch([ids])[0]

    @cached_property
    def weights(self):
        """The attention weights of the network, as a model."""
        pooling = [x for x in self.network.layers if isinstance(x, AttentionPooling)]
        if not pooling:
            raise ValueError(
                "`method='attention'` needs a model with pooling='attention', which "
                "this one has not. Use 'gradient'."
            )
        encoded, mask = pooling[0].input
        model = keras.Model(self.network.inputs, pooling[0].weights_of(encoded, mask))
        model.compile(jit_compile=jit_compile())
        return model


def without(ids, parts):
    """Returns a copy of `ids` [1, T] for each part, its words replaced: [n, T]."""
    rows = np.repeat(ids, len(parts), axis=0)
    for row, part in zip(rows, parts, strict=True):
        row[part] = np.where(row[part], UNKNOWN, 0)
    return rows


def chosen(outputs):
    """The answer of outputs [L] as a tensor [L]: one at its place, else zero."""
    return ops.one_hot(int(outputs.argmax()), len(outputs), dtype="float32")


def slopes(outputs):
    r"""The gradient of the evidence for the answer a by the logits: [L] -> [L].

    $$\partial e / \partial z_k = (\delta_{ak} - p_k) / (1 - p_a)$$
    """
    answer = outputs.argmax()
    one = np.eye(len(outputs))[answer]
    return (one - outputs) / max(1 - outputs[answer], LEAST)


def evidence(outputs, answer):
    """Log odds of the answer, or the rating: [B, L] -> [B]."""
    if outputs.shape[1] == 1:
        return outputs[:, 0]
    chosen = ops.sum(outputs * answer, axis=1)
    others = ops.sum(outputs * (1 - answer), axis=1)
    return ops.log(chosen + LEAST) - ops.log(others + LEAST)
