"""The examples in the docstrings of the cells run and give what they say."""

import doctest

import keras
import numpy as np
import pytest

import keras_seqzoo
from keras_seqzoo import cells

NAMES = [
    n for n in cells.__all__ if n not in ("RecurrentCell", "LinearCell", "WrapperCell")
]


@pytest.mark.parametrize("name", NAMES)
def test_example(name):
    context = {"keras": keras, "np": np, "keras_seqzoo": keras_seqzoo}
    (test,) = doctest.DocTestFinder(recurse=False).find(
        getattr(cells, name), name, globs=context
    )
    assert test.examples, f"{name} has no example"
    assert doctest.DocTestRunner().run(test).failed == 0
