"""A tagger learns, the same for the same seed, and is kept."""

import numpy as np
import pytest
from ner_cases import DEV, PLAN, SIZES, TRAIN
from word_data import PEOPLE

from keras_seqzoo.models import Task
from keras_seqzoo.models.ner_tagger import NERTagger
from keras_seqzoo.text import WordVectors

TABLES = {
    "frozen": {"vectors": False, "corrections": True},
    "tuned": {"vectors": True},
    "none": {"corrections": True},
}


def test_training_learns_the_entities(tagger):
    assert tagger.evaluate(DEV)["f1"] > 0.95
    text = "  Grace Ada painted Oslo."
    spans = tagger.tag(text)
    assert [(s.text, s.label, s.start, s.end) for s in spans] == [
        ("Grace Ada", "PER", 2, 11),
        ("Oslo", "LOC", 20, 24),
    ]
    assert all(0.5 < span.confidence <= 1 for span in spans)


def test_new_people_are_found_by_their_shape(tagger):
    assert not set(PEOPLE) & {"Zelda"}
    assert [s.label for s in tagger.tag("Zelda met Oslo .")] == ["PER", "LOC"]


def test_the_same_seed_gives_the_same_weights():
    weights = []
    for _ in range(2):
        tagger = NERTagger.from_examples(TRAIN[:32], seed=5, **SIZES)
        tagger.fit(TRAIN[:32], epochs=1, verbose=0, seed=5)
        weights.append(tagger.network.get_weights())
    for first, second in zip(*weights, strict=True):
        np.testing.assert_allclose(first, second, atol=1e-6)


@pytest.mark.parametrize(("table", "layers"), TABLES.items(), ids=str)
def test_the_table_of_vectors_is_kept_as_asked(table, layers):
    words = WordVectors(["oslo", "moved"], np.ones((2, 8)))
    tagger = NERTagger.from_examples(
        TRAIN, words, table=table, correction_dropout=0.2, **SIZES
    )
    found = {layer.name: layer.trainable for layer in tagger.network.layers}
    assert {k: found[k] for k in ("vectors", "corrections") if k in found} == layers
    before = tagger.network.count_params()
    assert tagger.config.count_parameters() == before
    tagger.fit(TRAIN, DEV, **PLAN | {"epochs": 4})
    assert tagger.evaluate(DEV)["f1"] > 0.8


def test_int8_vectors_change_little(tagger):
    compact = tagger.with_int8_vectors()
    assert compact.evaluate(DEV)["f1"] > tagger.evaluate(DEV)["f1"] - 0.02
    assert compact.network.get_layer("vectors").weights[0].dtype == "int8"
    with pytest.raises(ValueError, match="vector_type='int8'"):
        compact.with_int8_vectors()


def test_a_preset_gives_the_same_answers(tagger, tmp_path):
    tagger.save_to_preset(tmp_path / "ner_bilstm_crf.toy", licence="CC0-1.0")
    loaded = Task.from_preset(tmp_path / "ner_bilstm_crf.toy")
    assert type(loaded) is NERTagger
    texts = ["Ada met Oslo.", "Nothing"]
    for mine, theirs in zip(tagger.tag(texts), loaded.tag(texts), strict=True):
        assert [s[:4] for s in mine] == [s[:4] for s in theirs]
        np.testing.assert_allclose(
            [s.confidence for s in mine], [s.confidence for s in theirs], atol=5e-3
        )
