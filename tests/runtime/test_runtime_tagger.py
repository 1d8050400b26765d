"""The NumPy tagger against the Keras network, for every choice of the architecture."""

import pickle
import subprocess
import sys

import numpy as np
import pytest

from keras_seqzoo import hub, runtime
from keras_seqzoo.models import get_architecture
from keras_seqzoo.models.ner_decoder import EntityDecoder
from keras_seqzoo.models.ner_tagger import NERTagger
from keras_seqzoo.models.ner_words import quantized
from keras_seqzoo.models.numpy_twin import NumpyTwin
from keras_seqzoo.text import Vocabulary
from keras_seqzoo.text.word_features import WordFeatures

PRESET = "ner_bilstm_crf.open"
WORDS = ["ada", "met", "oslo", "in", "0000", "the", ".", "London"]
IOBES = ("O", "B-A", "I-A", "E-A", "S-A", "B-B", "I-B", "E-B", "S-B")
SIZES = {
    "vocabulary_size": 2 + len(WORDS),
    "embedding_dim": 6,
    "num_trained_words": 5,
    "num_characters": 12,
    "character_dim": 4,
    "character_units": 5,
    "shape_dim": 3,
    "units": 7,
    "tags": IOBES,
}
CHOICES = {
    "plain": {},
    "no features": {"character_encoder": "none", "shape_dim": 0, "vectors": "none"},
    "two layers of characters": {"character_encoder": "bilstm", "num_layers": 2},
    "tuned, affixes": {"vectors": "tuned", "affix_rows": 11, "affix_dim": 3},
    "int8, variational": {
        "vector_type": "int8",
        "recurrent_dropout": 0.2,
        "correction_dropout": 0.2,
    },
    "softmax, iob2": {
        "decoder": "softmax",
        "scheme": "iob2",
        "vectors": "none",
        "tags": ("O", "B-A", "I-A", "B-B", "I-B"),
    },
}
TEXTS = [
    "Ada met Oslo in 1815.",
    "",
    "The London-based ADA, unseen words; ünïcödé 🌧 @handle #tag",
    " ".join(np.random.default_rng(0).choice(WORDS, 700)),
]


def random_tagger(**choices):
    """A tagger with random weights, so large that it finds entities everywhere."""
    architecture = get_architecture("ner_bilstm_crf")
    config = architecture.config_class(**{**SIZES, **choices})
    network = architecture.build(config)
    rng = np.random.default_rng(7)
    for variable in network.weights:
        if variable.dtype == "float32" and not variable.path.startswith("crf/"):
            variable.assign(rng.normal(0, 0.4, variable.shape))
    if config.decoder == "crf":
        for variable in network.get_layer("crf").weights:
            variable.assign(rng.normal(0, 0.4, variable.shape))
    if config.vector_type == "int8":
        table = rng.normal(0, 0.4, (config.vocabulary_size, config.embedding_dim))
        network.get_layer("vectors").set_weights(quantized(table))
    inputs = tuple(sorted(network.input, reverse=True))
    features = WordFeatures(Vocabulary(WORDS), Vocabulary("adeilmnost"), inputs=inputs)
    return NERTagger("ner_bilstm_crf", config, features, network)


def by_keras(tagger):
    """The same tagger with every step done by Keras."""
    config = tagger.config
    scheme = config.scheme if config.decoder == "softmax" else None
    slow = NERTagger(tagger.architecture, config, tagger.preprocessor, tagger.network)
    slow.decode = EntityDecoder(
        tagger.network, tagger.preprocessor, config.tags, scheme
    )
    return slow


def assert_same(found, expected, atol=2e-4):
    assert [s[:4] for s in found] == [s[:4] for s in expected]
    np.testing.assert_allclose(
        [s.confidence for s in found], [s.confidence for s in expected], atol=atol
    )


@pytest.fixture(scope="module", params=CHOICES, ids=str)
def tagger(request):
    return random_tagger(**CHOICES[request.param])


def test_numpy_gives_the_answers_of_keras(tagger):
    assert isinstance(tagger.decode, NumpyTwin)
    answers = tagger.tag(TEXTS)
    assert sum(map(len, answers)) > 9
    for found, expected in zip(answers, by_keras(tagger).tag(TEXTS), strict=True):
        assert_same(found, expected)


def test_a_folder_gives_the_answers_of_the_task(tagger, tmp_path):
    folder = tagger.save_to_preset(tmp_path / "ner_bilstm_crf.toy")
    loaded = NERTagger.from_preset(folder).tag(TEXTS)
    for found, expected in zip(
        runtime.Tagger.from_preset(folder).tag(TEXTS), loaded, strict=True
    ):
        assert_same(found, expected, atol=1e-6)


WITHOUT_KERAS = """
import sys
sys.modules["keras"] = sys.modules["tensorflow"] = None
from keras_seqzoo.files import read_json
from keras_seqzoo.models.verify import first_difference
from keras_seqzoo.runtime import Tagger
from keras_seqzoo import hub
golden = read_json(hub.resolve("PRESET") / "golden.json")
tagger = Tagger.from_preset("PRESET")
given = [[span._asdict() for span in spans] for spans in tagger.tag(golden["inputs"])]
print(first_difference(golden["outputs"], given))
""".replace("PRESET", PRESET)


def test_the_bundled_preset_answers_as_published_without_keras():
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_KERAS], capture_output=True, text=True
    )
    assert done.stdout == "None\n", done.stderr


def test_the_answers_follow_the_weights():
    tagger = random_tagger(character_encoder="none")
    before = tagger.tag(TEXTS[3])
    bias = tagger.network.get_layer("emissions").bias
    bias.assign(bias + np.eye(len(IOBES), dtype="float32")[0] * 1000)
    assert before
    assert tagger.tag(TEXTS[3]) == []


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"units": 8}, "has shape"),
        ({"num_layers": 2}, "bidirectional_1/.* is missing"),
        ({"encoder": "gru"}, "cannot be run by NumPy alone"),
        ({"num_layers": 10**9}, "`num_layers` is not one of a preset"),
        ({"units": "8"}, "`units` is not one of a preset"),
        ({"vectors": ["frozen"]}, "`vectors` is not one of a preset"),
        ({"tags": ["O"] * 2000}, "`tags` is not one of a preset"),
    ],
)
def test_a_folder_that_does_not_fit_is_refused(tmp_path, settings, message):
    folder = random_tagger().save_to_preset(tmp_path / "ner_bilstm_crf.toy")
    manifest = hub.read_manifest(folder)
    manifest.config.update(settings)
    hub.write_manifest(folder, manifest)
    with pytest.raises(ValueError, match=message):
        runtime.Tagger.from_preset(folder)


def test_a_vocabulary_larger_than_its_table_is_refused(tmp_path):
    tagger = random_tagger(character_encoder="none")
    features = WordFeatures(Vocabulary([*WORDS, "more"]), Vocabulary(""))
    with pytest.raises(ValueError, match="vocabulary of words has 11 ids"):
        NERTagger("ner_bilstm_crf", tagger.config, features, tagger.network).tag("a")


def test_a_tagger_goes_to_other_processes():
    tagger = runtime.Tagger.from_preset("ner_bilstm_crf.open_tiny")
    copy = pickle.loads(pickle.dumps(tagger))
    text = "Ada Lovelace lived in London."
    assert copy.tag(text) == tagger.tag(text) != []
