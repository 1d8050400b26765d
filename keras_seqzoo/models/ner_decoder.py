"""From CRF potentials to entities and how sure the model is of each."""

import keras
import numpy as np
from keras import ops

from keras_seqzoo.layers import CRF, crf
from keras_seqzoo.models.word_network import jit_compile
from keras_seqzoo.text import tag_schemes
from keras_seqzoo.text.word_streams import run_batches

FREE = -1
IMPOSSIBLE = -1e9


class PathShare(keras.layers.Layer):
    r"""The probability of all paths that have given tags at some positions.

    $$P = Z_{\mathrm{forced}} / Z$$

    Call arguments:
        potentials: CRF potentials [B, T, K, K].
        forced: Tag id that a position must have, `FREE` where any will do: [B, T].
    """

    def call(self, potentials, forced):
        tags = ops.arange(ops.shape(potentials)[-1], dtype=forced.dtype)
        forced = forced[:, :, None]
        allowed = ops.logical_or(forced == FREE, forced == tags)
        held = ops.where(allowed[:, :, None, :], potentials, IMPOSSIBLE)
        return ops.exp(crf.log_partition(held) - crf.log_partition(potentials))

    def compute_output_spec(self, potentials, forced):
        return keras.KerasTensor(potentials.shape[:1], potentials.dtype)


class EntityDecoder:
    """Finds the entities of tokenised sentences by a network that gives CRF potentials.

    Args:
        network: `keras.Model` from word features to potentials [B, T, K, K].
        features: `WordFeatures`.
        tags: The K tags.
        scheme: Their scheme, if the potentials of `network` do not keep it: one with
            layers `emissions` and inputs `words`.
    """

    def __init__(self, network, features, tags, scheme=None):
        self.features = features
        self.tags = tags
        output = constrained(network, tags, scheme) if scheme else network.output
        tags_found, _ = crf.ViterbiDecoder()(output)
        self.best_path = compiled(network.input, [output, tags_found])
        potentials = keras.Input(output.shape[1:], name="potentials")
        forced = keras.Input((None,), dtype="int32", name="forced")
        inputs = {"potentials": potentials, "forced": forced}
        self.path_share = compiled(inputs, PathShare()(potentials, forced))

    def __call__(self, sentences):
        """Returns for each sentence a list of `(label, first, last, confidence)`.

        Args:
            sentences: List of non-empty lists of words; `last` is exclusive.
        """
        return run_batches(sentences, self.decode)

    def decode(self, sentences):
        """Returns the entities of some sentences at once."""
        inputs = self.features.encode(sentences)
        potentials, tags = self.best_path.predict_on_batch(inputs)
        names = np.array(self.tags, object)[tags]
        found = [
            (row, *span)
            for row, sentence in enumerate(sentences)
            for span in tag_schemes.spans(names[row, : len(sentence)].tolist())
        ]
        entities = [[] for _ in sentences]
        shares = self.confidences(potentials, tags, found)
        for (row, *span), share in zip(found, shares, strict=True):
            entities[row].append((*span, share))
        return entities

    def confidences(self, potentials, tags, found):
        """Returns the probability of each found `(row, label, first, last)`."""
        if not found:
            return []
        rows = np.array([row for row, *_ in found])
        position = np.arange(tags.shape[1])
        bounds = np.array([(first, last) for *_, first, last in found])[:, :, None]
        inside = (position >= bounds[:, 0]) & (position < bounds[:, 1])
        forced = np.where(inside, tags[rows], FREE).astype(np.int32)
        inputs = {"potentials": potentials[rows], "forced": forced}
        share = self.path_share.predict_on_batch(inputs)
        return np.clip(share.astype(float), 0, 1).tolist()


def constrained(network, tags, scheme):
    """The potentials of the emissions and of a scheme, without other transitions."""
    mask = ops.not_equal(network.input["words"], 0)
    crf = CRF(constraint={"tags": list(tags), "scheme": scheme})
    return crf(network.get_layer("emissions").output, mask=mask)


def compiled(inputs, outputs):
    """A model whose `predict_on_batch` is one compiled graph for all lengths."""
    model = keras.Model(inputs, outputs)
    model.compile(jit_compile=jit_compile())
    return model
