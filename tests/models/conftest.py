"""Small models, random or trained, the same in every test."""

import sys

import numpy as np
import pytest
from char_lm_cases import SMALL, TEXT
from ner_cases import DEV, PLAN, SIZES, TRAIN
from recipe_modules import RECIPES

from keras_seqzoo.models.char_lm import CharLM
from keras_seqzoo.models.char_lm_lstm import CharLMLSTMConfig
from keras_seqzoo.models.char_lm_text import CharacterText
from keras_seqzoo.models.ner_tagger import NERTagger

CHAR_LM_RECIPE = (
    "floor",
    "split",
    "lists",
    "run",
    "treebank",
    "train_names",
    "train_ptb",
    "warm_restart",
)


def with_random_weights(lm):
    rng = np.random.default_rng(0)
    lm.network.set_weights([rng.normal(size=w.shape) for w in lm.network.get_weights()])
    return lm


@pytest.fixture(scope="module")
def lm():
    return with_random_weights(CharLM.from_text(TEXT, **SMALL))


@pytest.fixture(scope="module")
def document_lm():
    preprocessor = CharacterText.learn_documents(["ab", "ba"])
    config = CharLMLSTMConfig(vocabulary_size=5, **SMALL)
    return with_random_weights(CharLM("char_lm_lstm", config, preprocessor))


@pytest.fixture(scope="session")
def tagger():
    tagger = NERTagger.from_examples(TRAIN, seed=3, **SIZES)
    tagger.fit(TRAIN, DEV, **PLAN)
    return tagger


@pytest.fixture
def recipe(monkeypatch):
    """Imports modules of recipes/char_lm, which stand beside each other there."""
    monkeypatch.syspath_prepend(str(RECIPES / "char_lm"))
    for name in CHAR_LM_RECIPE:
        monkeypatch.delitem(sys.modules, name, raising=False)
    yield __import__
    for name in CHAR_LM_RECIPE:
        sys.modules.pop(name, None)
