"""Entities and their confidence against the sum over every path, one by one."""

import itertools

import keras
import numpy as np
import pytest

from keras_seqzoo.layers import CRF
from keras_seqzoo.models.ner_decoder import EntityDecoder
from keras_seqzoo.text import Vocabulary, spans
from keras_seqzoo.text.word_features import WordFeatures

TAGS = ("O", "B-A", "I-A", "E-A", "S-A")


def emission_model():
    """A network whose emissions are looked up by word id: all potentials are known."""
    words = keras.Input((None,), dtype="int32", name="words")
    emissions = keras.layers.Embedding(12, 5, name="table")(words)
    crf = CRF(constraint={"tags": list(TAGS), "scheme": "iobes"})
    network = keras.Model({"words": words}, crf(emissions, mask=words != 0))
    rng = np.random.default_rng(5)
    for weight in network.weights:
        weight.assign(rng.normal(0, 1.5, weight.shape))
    return network


def best_and_shares(potentials):
    """The best path of [T, K, K] and the share of the paths with each of its spans."""
    paths = list(itertools.product(range(5), repeat=len(potentials)))
    scores = np.array([
        sum(potentials[t][path[t - 1] if t else 0, path[t]] for t in range(len(path)))
        for path in paths
    ], np.float64)  # fmt: skip
    weights = np.exp(scores - scores.max())
    found = [set(spans([TAGS[i] for i in path])) for path in paths]
    best = found[int(np.argmax(scores))]
    share = {
        span: weights[[span in other for other in found]].sum() / weights.sum()
        for span in best
    }
    return {(*span, share[span]) for span in best}


@pytest.mark.parametrize("seed", range(4))
def test_confidence_is_the_share_of_the_paths_with_the_span(seed):
    network = emission_model()
    features = WordFeatures(Vocabulary("abcdefghij"), Vocabulary([]), inputs=("words",))
    decode = EntityDecoder(network, features, TAGS)
    rng = np.random.default_rng(seed)
    sentences = [list(rng.choice(list("abcdefghij"), n)) for n in (5, 1, 4, 5)]
    potentials = network.predict_on_batch(features.encode(sentences))
    for words, entities, scores in zip(
        sentences, decode(sentences), potentials, strict=True
    ):
        expected = sorted(best_and_shares(scores[: len(words)]), key=lambda s: s[1])
        assert [e[:3] for e in entities] == [e[:3] for e in expected]
        np.testing.assert_allclose(
            [e[3] for e in entities], [e[3] for e in expected], atol=1e-5
        )


def test_a_batch_without_entities_is_answered():
    network = emission_model()
    network.get_layer("table").set_weights([np.eye(5)[np.zeros(12, int)] * 50])
    features = WordFeatures(Vocabulary("abc"), Vocabulary([]), inputs=("words",))
    assert EntityDecoder(network, features, TAGS)([["a", "b"], ["c"]]) == [[], []]
