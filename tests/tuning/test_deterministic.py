"""Deterministic kernels are on in a search, and after it as they were before."""

import keras
import pytest
from toy_training import ToyModel

from keras_seqzoo.tuning import SearchError
from keras_seqzoo.tuning.trials import deterministic

pytestmark = pytest.mark.skipif(
    keras.backend.backend() != "tensorflow", reason="its switch"
)


def enabled():
    from tensorflow.python.framework import config

    return config.is_op_determinism_enabled()


@pytest.fixture
def in_training(monkeypatch):
    """What `enabled` was at each training of a trial."""
    fit, found = ToyModel.fit, []

    def watched(self, *arguments, **options):
        found.append(enabled())
        return fit(self, *arguments, **options)

    monkeypatch.setattr(ToyModel, "fit", watched)
    return found


def test_a_search_switches_them_on_and_off_again(search, in_training):
    search(trials=2, epochs=1)
    assert in_training and all(in_training)
    assert not enabled()


def test_they_are_off_again_behind_a_search_that_fails(search, in_training):
    with pytest.raises(SearchError):
        search(trials=7, epochs=1, space={"units": 250})
    assert not enabled()


def test_they_stay_on_for_a_caller_who_wants_them(search):
    with deterministic():
        search(trials=1, epochs=1)
        assert enabled()
    assert not enabled()
