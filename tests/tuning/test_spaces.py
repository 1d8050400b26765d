"""Search spaces: derived, changed, read from TOML, refused."""

import keras_tuner
import pytest

from keras_seqzoo.models import get_architecture
from keras_seqzoo.tuning import (
    Choice,
    Integer,
    Real,
    describe,
    read_space,
    space_of,
)
from keras_seqzoo.tuning.problems import PROBLEMS

ARCHITECTURES = [known.architecture for known in PROBLEMS.values()]


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_first_draw_of_a_space_is_the_default_configuration(architecture):
    space = space_of(architecture)
    config, training = space.split(space.draw(keras_tuner.HyperParameters()))
    config_class = get_architecture(architecture).config_class
    assert config_class(**config) == config_class()
    assert training["learning_rate"] == space.plan_class().learning_rate


def test_conditions_follow_the_setting_they_depend_on():
    space = space_of("ner_bilstm_crf")
    without = space.changed({"character_encoder": "none"})
    assert "character_units" not in without.ranges
    always = space.changed({"character_encoder": "bilstm"})
    assert always.ranges["character_units"].when is None
    assert "character_width" not in always.ranges
    narrowed = space.changed({"character_units": Integer(8, 16)})
    assert narrowed.ranges["character_units"].when[0] == "character_encoder"
    hp = keras_tuner.HyperParameters()
    hp.values["character_encoder"] = "none"
    assert "character_units" not in space.draw(hp)


def test_cost_is_the_number_of_weights_at_both_ends():
    rows = {row["setting"]: row for row in describe(space_of("sentiment_bilstm"))}
    config = get_architecture("sentiment_bilstm").config_class
    ends = [config(units=units).count_parameters() for units in (50, 300)]
    assert rows["units"]["parameters"] == ends
    assert rows["dropout"]["parameters"] is None


@pytest.mark.parametrize(
    "changes, message",
    [
        ({"unit": Integer(1, 2)}, "no hyperparameter 'unit'.*Known: .*units"),
        ({"units": Integer(0, 8)}, "`units` must be at least 1.*0"),
        ({"dropout": Real(0.1, 1.5)}, "`dropout` must be at most 0.95.*1.5"),
        ({"units": Real(1.0, 8.0)}, "'units' is no real number"),
        ({"dropout": Integer(0, 1)}, "'dropout' is no whole number"),
        ({"pooling": Choice(("max", "min"))}, "`pooling` must be one of.*'min'"),
        ({"units": "many"}, "`units` must be of type int.*'many'"),
        ({"shape": Choice((1,), when=("units", (8,)))}, "no hyperparameter 'shape'"),
        ({"units": Integer(4, 8, when=("epochs", (3,)))}, "depends on 'epochs'"),
    ],
)
def test_impossible_changes_are_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        space_of("sentiment_bilstm").changed(changes)


@pytest.mark.parametrize(
    "make, message",
    [
        (lambda: Integer(8, 8), "low=8, high=8"),
        (lambda: Real(0.0, 1.0, log=True), "must be positive"),
        (lambda: Integer(1, 8, step=0), "`step` must be greater than 0"),
        (lambda: Choice(()), "must not be empty"),
        (lambda: Choice((1, "a")), "must be of one type"),
    ],
)
def test_impossible_ranges_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_spaces_are_read_from_toml(tmp_path):
    path = tmp_path / "space.toml"
    path.write_text(
        'units = {low = 64, high = 256, step = 64}\npooling = ["max", "mean"]\n'
        "learning_rate = {low = 1e-4, high = 1e-2, log = true}\nepochs = 5\n"
    )
    space = space_of("sentiment_bilstm").changed(read_space(path))
    assert space.ranges["units"] == Integer(64, 256, step=64)
    assert space.ranges["pooling"] == Choice(("max", "mean"))
    assert space.ranges["learning_rate"] == Real(1e-4, 1e-2, log=True)
    assert space.fixed == {"epochs": 5}


@pytest.mark.parametrize(
    "text, message",
    [
        ("units = \n", "is not TOML.*line 1"),
        ("units = {low = 1}", "units: a range needs `low` and `high`"),
        ("units = {low = 1, hi = 2}", "units: unknown key 'hi'; known: high"),
        ("units = {low = 9, high = 2}", "units: `low` must be less.*low=9"),
        ('units = {low = "a", high = 2}', "units: `low` and `high` must be numbers"),
        ("units = []", "units: `values` of a Choice must not be empty"),
    ],
)
def test_errors_in_toml_name_file_and_entry(tmp_path, text, message):
    path = tmp_path / "space.toml"
    path.write_text(text)
    with pytest.raises(ValueError, match=f"space.toml.*{message}"):
        read_space(path)
