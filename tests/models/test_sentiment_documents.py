import numpy as np
import pytest

from keras_seqzoo.models import build
from keras_seqzoo.models.sentiment_classifier import SentimentClassifier
from keras_seqzoo.models.sentiment_documents import Documents

WORDS = 30
JIT_COMPILE = "keras_seqzoo.models.sentiment_documents.JIT_COMPILE"
NETWORKS = [
    {"pooling": "attention", "encoder": "lstm"},
    {"pooling": "max", "encoder": "qrnn", "num_layers": 2},
    {"pooling": "mean", "encoder": "gru"},
    {"pooling": "last", "encoder": "sru"},
]


def names(settings):
    return "-".join(map(str, settings.values()))


@pytest.mark.parametrize("settings", NETWORKS, ids=names)
def test_pieces_give_the_outputs_of_the_whole(settings, monkeypatch):
    if settings["encoder"] != "lstm":
        monkeypatch.setattr(JIT_COMPILE, False)
    sizes = {"vocabulary_size": WORDS, "embedding_dim": 5, "units": 3}
    network = build("sentiment_bilstm", **sizes, **settings)
    random = np.random.default_rng(0)
    for weight in network.weights:
        if weight.dtype == "float32":
            weight.assign(random.normal(size=weight.shape))
    ids = random.integers(1, WORDS, 18).astype(np.int32)
    whole = np.array(network({"words": ids[None]}))[0]
    found = Documents(network, piece=7).outputs(ids)
    np.testing.assert_allclose(found, whole, rtol=1e-4, atol=1e-5)


def test_a_long_text_is_read_in_pieces_and_to_its_end(monkeypatch):
    train = [("good", "splendid film"), ("bad", "dreadful film")]
    classifier = SentimentClassifier.from_examples(
        train, min_count=1, units=3, embedding_dim=4, encoder="sru"
    )
    text = "film " * 40 + "dreadful"
    whole = classifier.outputs([text])
    monkeypatch.setattr(JIT_COMPILE, False)
    monkeypatch.setattr("keras_seqzoo.models.sentiment_networks.LONG", 16)
    classifier.run.documents.piece = 16
    found = classifier.outputs([text, "film", text[:-8]])
    np.testing.assert_allclose(found[:1], whole, rtol=1e-4, atol=1e-6)
    assert np.abs(found[0] - found[2]).max() > 1e-5
