"""The pages of the cells show the equations of the docstrings, and all cells."""

import inspect
import re
from pathlib import Path

import pytest

from keras_seqzoo import cells

FOLDER = Path(__file__).parents[2] / "docs" / "cells"
NAMES = [
    n for n in cells.__all__ if n not in ("RecurrentCell", "LinearCell", "WrapperCell")
]


def formulas(text):
    return re.findall(r"\$\$.*?\$\$", text, re.DOTALL)


@pytest.mark.parametrize("name", NAMES)
def test_page_has_the_equations(name):
    module = inspect.getmodule(getattr(cells, name)).__name__.rpartition(".")[2]
    page = (FOLDER / f"{module}.md").read_text(encoding="utf-8")
    expected = formulas(inspect.getdoc(getattr(cells, name)))
    assert expected
    assert set(expected) <= set(formulas(page))


def test_index_lists_every_cell():
    index = (FOLDER / "index.md").read_text(encoding="utf-8")
    assert set(NAMES) <= set(re.findall(r"`(\w+Cell)`", index))
