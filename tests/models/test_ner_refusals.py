"""Data and settings that a tagger refuses, by name."""

import pytest
from ner_cases import SIZES, TRAIN

from keras_seqzoo.models.ner_tagger import NERTagger


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


@pytest.mark.parametrize(
    "item", ["Ada", ("Ada", ["O"]), (["Ada"],), ([1], ["O"]), (["Ada"], [None]), {}]
)
def test_training_data_of_another_form_are_refused(item):
    with pytest.raises(TypeError, match="`train` must hold pairs"):
        NERTagger.from_examples([item])


def test_a_label_that_the_model_lacks_is_named(tagger):
    with pytest.raises(ValueError, match="S-ORG"):
        tagger.fit([(["a"], ["B-ORG"])], verbose=0)


def test_held_out_data_need_an_entity_and_known_labels(tagger):
    with pytest.raises(ValueError, match="`dev` must hold at least one entity"):
        tagger.fit(TRAIN, [(["a"], ["O"])])
    with pytest.raises(ValueError, match="`dev` holds the tag 'S-GPE'"):
        tagger.calibrate([(["a"], ["B-GPE"])])


def test_a_table_of_another_kind_is_refused():
    with pytest.raises(ValueError, match="`table` must be one of"):
        NERTagger.from_examples(TRAIN, table="loose", **SIZES)


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


def test_languages_are_a_list(tagger, tmp_path):
    with pytest.raises(ValueError, match="`languages` must be a list"):
        tagger.save_to_preset(tmp_path / "ner_bilstm_crf.toy", languages="en")
