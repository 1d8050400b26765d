import itertools
import tracemalloc

import keras
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from seqeval.metrics import f1_score, precision_score, recall_score
from word_data import PEOPLE, tagged_sentences

from keras_seqzoo.hub.pictures import pictures
from keras_seqzoo.models import Task
from keras_seqzoo.models.ner_tagger import NERTagger
from keras_seqzoo.runtime import Span
from keras_seqzoo.text import WordVectors

SIZES = {
    "embedding_dim": 8,
    "shape_dim": 4,
    "character_dim": 4,
    "character_units": 6,
    "units": 8,
    "input_dropout": 0.0,
    "dropout": 0.0,
}
TRAIN = tagged_sentences(150, seed=1)
DEV = tagged_sentences(30, seed=2)
PLAN = {
    "epochs": 10,
    "learning_rate": 0.03,
    "batch_size": 16,
    "average": 0.8,
    "verbose": 0,
}


TABLES = {
    "frozen": {"vectors": False, "corrections": True},
    "tuned": {"vectors": True},
    "none": {"corrections": True},
}


@pytest.fixture(scope="module")
def tagger():
    tagger = NERTagger.from_examples(TRAIN, seed=3, **SIZES)
    tagger.fit(TRAIN, DEV, **PLAN)
    return tagger


def test_training_learns_the_entities(tagger):
    assert tagger.evaluate(DEV)["f1"] > 0.95
    text = "  Grace Ada painted Oslo."
    spans = tagger.tag(text)
    assert [(s.text, s.label, s.start, s.end) for s in spans] == [
        ("Grace Ada", "PER", 2, 11),
        ("Oslo", "LOC", 20, 24),
    ]
    assert all(0.5 < span.confidence <= 1 for span in spans)


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


def test_a_table_of_another_kind_is_refused():
    with pytest.raises(ValueError, match="`table` must be one of"):
        NERTagger.from_examples(TRAIN, table="loose", **SIZES)


def test_scores_are_those_of_seqeval(tagger):
    gold = [words_tags[1] for words_tags in DEV]
    shuffled = [(words[::-1], tags) for words, tags in DEV]
    predicted = tagger.predict([words for words, _ in shuffled])
    scores = tagger.evaluate(shuffled)
    assert scores["f1"] == pytest.approx(f1_score(gold, predicted))
    assert scores["precision"] == pytest.approx(precision_score(gold, predicted))
    assert scores["recall"] == pytest.approx(recall_score(gold, predicted))


def test_every_kind_of_input_gets_the_same_answers(tagger):
    texts = ["Ada met Oslo.", "", "Alan saw Lima . Grace left Cairo ."]
    answers = tagger.tag(texts)
    streamed = tagger.tag(iter(texts))
    assert not isinstance(streamed, list)
    assert list(streamed) == answers
    for answer, text in zip(answers, texts, strict=True):
        assert [span[:4] for span in answer] == [s[:4] for s in tagger.tag(text)]


def test_tagged_words_are_counted_in_words(tagger):
    (spans, nothing) = tagger.tag_words([["Ada", "Alan", "met", "Oslo", "."], []])
    assert nothing == []
    assert [(s.text, s.label, s.start, s.end) for s in spans] == [
        ("Ada Alan", "PER", 0, 2),
        ("Oslo", "LOC", 3, 4),
    ]


@given(st.lists(st.text(max_size=60), max_size=4))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_unicode_gets_an_answer_with_exact_offsets(tagger, texts):
    for text, spans in zip(texts, tagger.tag(texts), strict=True):
        check_offsets(text, spans)


@pytest.mark.parametrize(
    "text",
    ["", "\x00", "\x00Ada\x00 met\x00Oslo", "\ud800 Ada", "🌧️🏳️‍🌈 Ada", "שלום Ada مرحبا",
     "a" * 100_000, "Ada met Oslo. " * 7_000, " " * 1000, "Ada\n\nAlan\r\nOslo"],
    ids=lambda text: f"{text[:8]!r}-{len(text)}",
)  # fmt: skip
def test_odd_texts_get_an_answer_with_exact_offsets(tagger, text):
    check_offsets(text, tagger.tag(text))


def check_offsets(text, spans):
    ends = [0, *(span.end for span in spans)]
    for span, end in zip(spans, ends, strict=False):
        assert text[span.start : span.end] == span.text != ""
        assert end <= span.start
        assert 0 <= span.confidence <= 1


def test_a_stream_needs_no_more_memory_when_it_is_longer(tagger):
    def peak(count):
        tracemalloc.start()
        for _ in tagger.tag(itertools.repeat("Ada met Oslo.", count)):
            pass
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    peak(256)
    assert peak(2048) < 2 * peak(512)


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


def test_answers_are_json(tagger):
    assert tagger.answer(["Ada met"])[0][0].keys() == set(Span._fields)


def test_the_same_seed_gives_the_same_weights():
    weights = []
    for _ in range(2):
        tagger = NERTagger.from_examples(TRAIN[:32], seed=5, **SIZES)
        tagger.fit(TRAIN[:32], epochs=1, verbose=0, seed=5)
        weights.append(tagger.network.get_weights())
    for first, second in zip(*weights, strict=True):
        np.testing.assert_allclose(first, second, atol=1e-6)


def test_new_people_are_found_by_their_shape(tagger):
    assert not set(PEOPLE) & {"Zelda"}
    assert [s.label for s in tagger.tag("Zelda met Oslo .")] == ["PER", "LOC"]


@pytest.mark.parametrize(
    ("train", "message"),
    [
        ([], "at least one sentence"),
        ([(["a", "b"], ["O"])], "one tag a word"),
        ([(["a"], ["O"])], "at least one entity"),
        ([(["a"], ["X-PER"])], "prefix"),
    ],
)
def test_unusable_training_data_are_refused(train, message):
    with pytest.raises(ValueError, match=message):
        NERTagger.from_examples(train, **SIZES)


def test_a_label_that_the_model_lacks_is_named(tagger):
    with pytest.raises(ValueError, match="S-ORG"):
        tagger.fit([(["a"], ["B-ORG"])], verbose=0)


def test_long_training_sentences_are_cut(tagger):
    words, tags = ["Ada"] * 700, ["B-PER"] * 700
    assert len(tagger.predict([words])[0]) == 700
    assert set(tagger.evaluate([(words, tags)])) == {"f1", "precision", "recall"}


def test_the_report_tells_errors_and_how_sure_the_tagger_is(tagger):
    wrong = [(["Ada", "met", "Oslo", "."], ["O", "O", "B-PER", "O"])] * 2
    report = tagger.report([*DEV, *wrong])
    assert report["errors"][:2] == [
        {"text": "Ada", "true": "O", "predicted": "PER", "count": 2},
        {"text": "Oslo", "true": "PER", "predicted": "LOC", "count": 2},
    ]
    assert report["confusion"]["labels"] == ["O", "LOC", "PER"]
    assert report["confusion"]["counts"][2][1] == 2
    assert 0 < report["reliability"]["error"] < 0.3
    assert set(pictures(report)) == {"confusion.svg", "reliability.svg"}


def test_labels_unseen_in_training_count_as_missed(tagger):
    scores = tagger.evaluate([(["Ada", "met", "Oslo"], ["B-PER", "O", "B-GPE"])])
    assert scores["recall"] == 0.5


def test_int8_vectors_change_little(tagger):
    compact = tagger.with_int8_vectors()
    assert compact.evaluate(DEV)["f1"] > tagger.evaluate(DEV)["f1"] - 0.02
    assert compact.network.get_layer("vectors").weights[0].dtype == "int8"
    with pytest.raises(ValueError, match="vector_type='int8'"):
        compact.with_int8_vectors()


def test_calibration_undoes_scores_that_are_too_large(tagger):
    """Noise in the tags, so that no finite scale of the scores is too small."""
    noisy = [(w, ["O"] * len(w) if i % 4 == 0 else t) for i, (w, t) in enumerate(DEV)]
    sharp = NERTagger(
        tagger.architecture,
        tagger.config,
        tagger.preprocessor,
        keras.models.clone_model(tagger.network),
    )
    sharp.network.set_weights(tagger.network.get_weights())
    first, again = sharp.calibrate(noisy), sharp.calibrate(noisy)
    assert 1.2 < first < 10
    assert again == pytest.approx(1, abs=0.01)
    assert sharp.predict([w for w, _ in DEV]) == tagger.predict([w for w, _ in DEV])
    errors = [t.report(noisy)["reliability"]["error"] for t in (tagger, sharp)]
    assert errors[1] < errors[0]


def test_a_name_is_whole_where_a_long_sentence_is_cut(tagger):
    words = [*["painted"] * 240, ",", *["painted"] * 14, "Grace", "Ada", "painted"]
    assert [span.text for span in tagger.tag_words([words])[0]] == ["Grace Ada"]
    text = " ".join(words)
    assert [span.text for span in tagger.tag(text)] == ["Grace Ada"]


def test_a_span_that_a_cut_splits_is_missed(tagger, monkeypatch):
    monkeypatch.setattr("keras_seqzoo.text.cuts.cut.__defaults__", (3,))
    examples = [(["painted", "by", "Grace", "Ada"], ["O", "O", "B-PER", "I-PER"])]
    assert tagger.evaluate(examples)["f1"] == 0


def test_sentences_may_be_iterators(tagger):
    words = ["Ada", "met", "Oslo"]
    assert tagger.tag_words([iter(words)]) == tagger.tag_words([words])
    assert tagger.predict(iter([iter(words)])) == tagger.predict([words])


@pytest.mark.parametrize("sentences", [None, 5, "Ada", [None], ["Ada"], [[1]]])
def test_what_is_no_sentences_is_refused(tagger, sentences):
    with pytest.raises(TypeError, match="`sentences` must"):
        tagger.tag_words(sentences)


@pytest.mark.parametrize(
    "item", ["Ada", ("Ada", ["O"]), (["Ada"],), ([1], ["O"]), (["Ada"], [None]), {}]
)
def test_training_data_of_another_form_are_refused(item):
    with pytest.raises(TypeError, match="`train` must hold pairs"):
        NERTagger.from_examples([item])


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"foo": 1}, "`foo` is no setting.*there are: affix_dim"),
        ({"num_characters": 9}, "`num_characters` follows from the data"),
        ({"vector_type": "int8", "table": "none"}, "needs fixed vectors"),
        ({"vector_type": "int8", "table": "tuned"}, "needs fixed vectors"),
    ],
)
def test_settings_that_cannot_be_are_refused_at_once(settings, message):
    with pytest.raises(ValueError, match=message):
        NERTagger.from_examples(TRAIN, **settings)


def test_a_plan_that_cannot_be_is_refused(tagger):
    with pytest.raises(ValueError, match="`rate` is no setting"):
        tagger.fit(TRAIN, rate=1)


def test_held_out_data_need_an_entity_and_known_labels(tagger):
    with pytest.raises(ValueError, match="`dev` must hold at least one entity"):
        tagger.fit(TRAIN, [(["a"], ["O"])])
    with pytest.raises(ValueError, match="`dev` holds the tag 'S-GPE'"):
        tagger.calibrate([(["a"], ["B-GPE"])])


def test_languages_are_a_list(tagger, tmp_path):
    with pytest.raises(ValueError, match="`languages` must be a list"):
        tagger.save_to_preset(tmp_path / "ner_bilstm_crf.toy", languages="en")
