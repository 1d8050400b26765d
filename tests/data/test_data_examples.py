"""The examples in the docstrings of texts and data run as they are printed."""

import doctest
from pathlib import Path

import numpy as np
import pytest

from keras_seqzoo import data, text

DOWNLOADS = {"fetch"}
WITHOUT_EXAMPLE = {
    "DataError", "Sentence", "Source", "Token", "NUM_SHAPES", "source_of",
}  # fmt: skip
NAMES = [(module, name) for module in (text, data) for name in module.__all__]
CASES = [pair for pair in NAMES if pair[1] not in DOWNLOADS | WITHOUT_EXAMPLE]


@pytest.mark.parametrize(("module", "name"), CASES, ids=[name for _, name in CASES])
def test_example(module, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = {n: getattr(m, n) for m, n in NAMES} | {"Path": Path, "np": np}
    names["SHAPES"] = text.word_shape.__globals__["SHAPES"]
    finder = doctest.DocTestFinder(recurse=False)
    (test,) = finder.find(getattr(module, name), name, globs=names)
    results = doctest.DocTestRunner().run(test)
    assert results.attempted > 0 and results.failed == 0
