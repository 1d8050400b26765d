"""Search spaces and hypermodels with the real keras-tuner."""

import keras_tuner
import numpy as np
import pytest

from keras_seqzoo.models import get_architecture
from keras_seqzoo.tuning import Choice, Integer, Real, hypermodel, spaces
from keras_seqzoo.tuning.spaces import SPACES

TINY = {"vocabulary_size": 40, "embedding_dim": 8, "num_layers": 1}


@pytest.mark.parametrize("architecture", SPACES)
def test_every_setting_of_a_space_is_one_of_the_architecture(architecture):
    hp = keras_tuner.HyperParameters()
    drawn = {name: span.draw(hp, name) for name, span in spaces(architecture).items()}
    learning_rate = drawn.pop("learning_rate")
    assert 0 < learning_rate < 1
    get_architecture(architecture).config_class(**drawn)


def test_random_search_finds_and_trains_a_classifier(tmp_path):
    space = {
        "units": Integer(4, 8, step=4),
        "learning_rate": Real(1e-3, 1e-1, log=True),
    }
    model = hypermodel("sentiment_bilstm", space, pooling="max", **TINY)
    tuner = keras_tuner.RandomSearch(
        model, "val_accuracy", max_trials=2, directory=tmp_path, seed=1
    )
    words = np.random.default_rng(1).integers(2, 40, (32, 8))
    labels = (words < 8).any(axis=1).astype("int32")
    tuner.search({"words": words}, labels, validation_split=0.25, epochs=1, verbose=0)
    best = tuner.get_best_hyperparameters()[0].values
    assert best["units"] in (4, 8)
    assert "pooling" not in best and "vocabulary_size" not in best


def test_tagger_is_compiled_with_the_crf_loss():
    model = hypermodel("ner_bilstm_crf", {"units": Choice((4,))}, **TINY)
    network = model.build(keras_tuner.HyperParameters())
    assert network.loss.name == "crf_loss"


def test_unknown_settings_are_named():
    with pytest.raises(ValueError, match="no setting 'unit'.*Known: .*units"):
        hypermodel("sentiment_bilstm", {"unit": Integer(1, 2)})
    with pytest.raises(ValueError, match="no search space for 'bert'"):
        hypermodel("bert")


@pytest.mark.parametrize(
    "make,message",
    [
        (lambda: Integer(8, 8), "low=8, high=8"),
        (lambda: Real(0.0, 1.0, log=True), "must be positive"),
        (lambda: Choice(()), "must not be empty"),
    ],
)
def test_impossible_ranges(make, message):
    with pytest.raises(ValueError, match=message):
        make()
