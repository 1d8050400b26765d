"""The toy task in place of sentiment."""

import contextlib

import pytest
import toy_training

from keras_seqzoo.tuning import memory, problems, tune

TRAIN = [("positive", "a fine film"), ("negative", "a dull film")] * 4


@pytest.fixture
def search(monkeypatch, tmp_path):
    """Runs a search of the toy task; its folder is `out` in `tmp_path`."""
    monkeypatch.setitem(problems.PROBLEMS, "sentiment", toy_training.TOY)
    monkeypatch.setattr(memory, "forgetting", contextlib.nullcontext)

    def search(out="out", **options):
        plan = {"trials": 6, "epochs": 4, "top": 0, **options}
        return tune("sentiment", TRAIN, TRAIN, tmp_path / out, **plan)

    return search
