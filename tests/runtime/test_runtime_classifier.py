"""The NumPy classifier against the Keras network, for every choice it can run."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keras_seqzoo import hub, runtime
from keras_seqzoo.models import get_architecture
from keras_seqzoo.models.numpy_twin import NumpyTwin
from keras_seqzoo.models.sentiment_classifier import SentimentClassifier
from keras_seqzoo.models.sentiment_networks import KerasRunner
from keras_seqzoo.runtime import lstm
from keras_seqzoo.runtime.packing import Packing
from keras_seqzoo.text import Vocabulary
from keras_seqzoo.text.word_features import WordFeatures

PRESET = "sentiment_bilstm.mr"
WORDS = ["a", "fine", "film", "dull", "0000", "the", ".", "London"]
SIZES = {
    "vocabulary_size": 2 + len(WORDS),
    "embedding_dim": 6,
    "num_trained_words": 5,
    "units": 7,
}
CHOICES = {
    "max": {},
    "mean, two layers": {"pooling": "mean", "num_layers": 2},
    "last, many labels": {"pooling": "last", "labels": tuple("abcde")},
    "attention, bigrams": {"pooling": "attention", "bigram_rows": 50},
    "rating": {"labels": (), "rating_mean": 2.5, "rating_scale": 1.5},
    "few words": {"max_words": 3, "bigram_rows": 9},
}
TEXTS = [
    "A fine film in 1815.",
    "",
    "dull",
    "The London-based FILM, unseen words; ünïcödé 🌧 @handle #tag",
    " ".join(np.random.default_rng(0).choice(WORDS, 700)),
]


def random_classifier(**choices):
    architecture = get_architecture("sentiment_bilstm")
    config = architecture.config_class(**{**SIZES, **choices})
    network = architecture.build(config)
    rng = np.random.default_rng(7)
    for variable in network.weights:
        if variable.dtype == "float32":
            variable.assign(rng.normal(0, 0.5, variable.shape))
    features = WordFeatures(Vocabulary(WORDS), Vocabulary([]), inputs=("words",))
    return SentimentClassifier("sentiment_bilstm", config, features, network)


def by_keras(classifier):
    """The same classifier with every step done by Keras."""
    parts = classifier.config, classifier.preprocessor, classifier.network
    slow = SentimentClassifier(classifier.architecture, *parts)
    slow.run = KerasRunner(classifier.network, classifier.preprocessor)
    return slow


@pytest.fixture(scope="module", params=CHOICES, ids=str)
def classifier(request):
    return random_classifier(**CHOICES[request.param])


def test_numpy_gives_the_outputs_of_keras(classifier):
    assert isinstance(classifier.run, NumpyTwin)
    found, expected = classifier.outputs(TEXTS), by_keras(classifier).outputs(TEXTS)
    assert np.ptp(found, axis=0).min() > 1e-3
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-5)


def test_the_company_of_a_text_changes_nothing(classifier):
    together = classifier.outputs(TEXTS)
    alone = np.concatenate([classifier.outputs(text) for text in TEXTS])
    np.testing.assert_allclose(together, alone, rtol=1e-4, atol=1e-6)
    assert classifier.outputs([]).shape == (0, together.shape[1])


def test_a_folder_gives_the_answers_of_the_task(classifier, tmp_path):
    folder = classifier.save_to_preset(tmp_path / "sentiment_bilstm.toy")
    loaded = SentimentClassifier.from_preset(folder)
    light = runtime.Classifier.from_preset(folder)
    np.testing.assert_array_equal(light.outputs(TEXTS), loaded.outputs(TEXTS))
    assert light.predict(TEXTS) == loaded.predict(TEXTS)
    ask = "classify" if classifier.config.labels else "rate"
    streamed = getattr(light, ask)(iter(TEXTS))
    assert list(streamed) == getattr(loaded, ask)(TEXTS)


def test_the_answers_follow_the_weights():
    classifier = random_classifier()
    before = classifier.outputs(TEXTS)
    bias = classifier.network.get_layer("probabilities").bias
    bias.assign(bias + np.array([50.0, 0.0], "float32"))
    assert set(classifier.predict(TEXTS)) == {"negative"}
    assert before[:, 0].min() < 0.9


def test_several_threads_may_ask_first():
    classifier = random_classifier()
    expected = by_keras(classifier).predict(TEXTS)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(classifier.predict, [TEXTS] * 16))
    assert answers == [expected] * 16


def test_another_encoder_is_run_by_keras():
    assert isinstance(random_classifier(encoder="gru").run, KerasRunner)


WITHOUT_KERAS = """
import sys
sys.modules["keras"] = sys.modules["tensorflow"] = None
from keras_seqzoo.files import read_json
from keras_seqzoo.models.verify import first_difference
from keras_seqzoo.runtime import Classifier
from keras_seqzoo import hub
golden = read_json(hub.resolve("PRESET") / "golden.json")
classifier = Classifier.from_preset("PRESET")
given = [answer._asdict() for answer in classifier.classify(golden["inputs"])]
print(first_difference(golden["outputs"], given))
""".replace("PRESET", PRESET)


def test_the_bundled_preset_answers_as_published_without_keras():
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_KERAS], capture_output=True, text=True
    )
    assert done.stdout == "None\n", done.stderr


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"units": 8}, "has shape"),
        ({"num_layers": 2}, "bidirectional_1/.* is missing"),
        ({"bigram_rows": 50}, "hashed_bigrams/.* is missing"),
        ({"encoder": "gru"}, "cannot be run by NumPy alone"),
        ({"num_layers": 10**9}, "`num_layers` is not one of a preset"),
        ({"pooling": "median"}, "`pooling` is not one of a preset"),
        ({"labels": "ab"}, "`labels` is not one of a preset"),
        ({"max_words": "5"}, "`max_words` is not one of a preset"),
        ({"rating_scale": None}, "`rating_scale` is not one of a preset"),
    ],
)
def test_a_folder_that_does_not_fit_is_refused(tmp_path, changed, message):
    folder = random_classifier().save_to_preset(tmp_path / "sentiment_bilstm.toy")
    manifest = hub.read_manifest(folder)
    manifest.config.update(changed)
    hub.write_manifest(folder, manifest)
    with pytest.raises(ValueError, match=message):
        runtime.Classifier.from_preset(folder)


def test_a_preset_of_another_task_is_refused():
    with pytest.raises(ValueError, match="'ner_bilstm_crf.*' cannot be run"):
        runtime.Classifier.from_preset("ner_bilstm_crf.open")
    with pytest.raises(ValueError, match="'sentiment_bilstm.mr' cannot be run"):
        runtime.Tagger.from_preset(PRESET)


def test_numbers_are_not_labels():
    with pytest.raises(ValueError, match="Use `rate`"):
        random_classifier(labels=()).classify("a film")
    with pytest.raises(ValueError, match="Use `classify`"):
        runtime.Classifier.from_preset(PRESET).rate("a film")


@given(st.lists(st.integers(1, 9), min_size=1, max_size=6), st.integers(1, 12))
@settings(max_examples=25, deadline=None)
def test_blocks_of_any_size_hold_every_step_once(lengths, size):
    packing = Packing(lengths)
    blocks = list(packing.blocks(size))
    assert [step for block in blocks for step in block] == list(packing.steps())
    assert all(block[-1].start - block[0].start < size for block in blocks)


def test_an_lstm_in_blocks_gives_the_same(monkeypatch):
    rng = np.random.default_rng(1)
    shapes = (3, 16), (4, 16), (16,)
    arrays = {
        f"x.{way}.{i}": rng.normal(0, 0.5, shape)
        for way in ("forward", "backward")
        for i, shape in enumerate(shapes)
    }
    layer, packing = lstm.bilstm(arrays, "x"), Packing([5, 1, 9])
    x = rng.normal(size=(15, 3)).astype("float32")
    whole, last = layer(x, packing), layer.last(x, packing)
    monkeypatch.setattr(lstm, "BLOCK", 2)
    np.testing.assert_allclose(layer(x, packing), whole, atol=1e-6)
    np.testing.assert_allclose(layer.last(x, packing), last, atol=1e-6)
    ends, starts = np.array([4, 5, 14]), np.array([0, 5, 6])
    expected = np.concatenate([whole[ends, :4], whole[starts, 4:]], axis=1)
    np.testing.assert_allclose(last, expected, atol=1e-6)
