"""The examples of the docstrings run."""

import doctest

import keras
import numpy as np
import pytest

import keras_seqzoo
from keras_seqzoo.convert import crf, tensorflow_addons


@pytest.mark.parametrize("module", [crf, tensorflow_addons])
def test_examples(module):
    names = {"keras": keras, "np": np, "keras_seqzoo": keras_seqzoo}
    failed, tried = doctest.testmod(module, extraglobs=names)
    assert tried > 2
    assert failed == 0
