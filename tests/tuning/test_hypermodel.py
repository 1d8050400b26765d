"""Hypermodels with the real keras-tuner."""

import keras_tuner
import numpy as np
import pytest

from keras_seqzoo.tuning import Choice, Integer, Real, hypermodel

TINY = {"vocabulary_size": 40, "embedding_dim": 8, "num_layers": 1}


def test_random_search_finds_and_trains_a_classifier(tmp_path):
    space = {
        "units": Integer(4, 8, step=4),
        "learning_rate": Real(1e-3, 1e-1, log=True),
    }
    model = hypermodel("sentiment_bilstm", space, pooling="max", encoder="gru", **TINY)
    tuner = keras_tuner.RandomSearch(
        model, "val_accuracy", max_trials=1, directory=tmp_path, seed=1
    )
    words = np.random.default_rng(1).integers(2, 40, (32, 8))
    labels = (words < 8).any(axis=1).astype("int32")
    tuner.search({"words": words}, labels, validation_split=0.25, epochs=1, verbose=0)
    best = tuner.get_best_hyperparameters()[0].values
    assert best["units"] in (4, 8) and best["batch_size"] in (16, 32, 64)
    assert "pooling" not in best and "vocabulary_size" not in best


def test_tagger_is_compiled_with_the_crf_loss():
    model = hypermodel("ner_bilstm_crf", {"units": Choice((4,))}, **TINY)
    network = model.build(keras_tuner.HyperParameters())
    assert network.loss.name == "crf_loss"


def test_language_model_learns_from_the_tokens_that_follow():
    model = hypermodel("char_lm_lstm", units=4, **TINY)
    network = model.build(keras_tuner.HyperParameters())
    tokens = np.tile(np.arange(2, 10), (4, 1))
    states = [np.zeros((4, 4), "float32")] * 2
    history = network.fit([tokens[:, :-1], *states], tokens[:, 1:], epochs=1, verbose=0)
    uniform = np.log(TINY["vocabulary_size"])
    assert abs(history.history["loss"][0] - uniform) < 0.3


def test_unknown_settings_and_architectures_are_named():
    with pytest.raises(ValueError, match="no hyperparameter 'unit'.*Known: .*units"):
        hypermodel("sentiment_bilstm", {"unit": Integer(1, 2)})
    with pytest.raises(ValueError, match="bert"):
        hypermodel("bert")
