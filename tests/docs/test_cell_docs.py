"""The pages of the cells are all there, up to date, and their code runs."""

import re

import keras
import numpy as np
import pytest
import write_cells
from cell_pages.facts import EXAMPLE, count, example_cell, shape, size, value
from cell_pages.markdown import step
from cell_table import weights_of
from doc_pages import ROOT, blocks
from latex2mathml.converter import convert
from test_cell_pictures import PAGES, built, values

from keras_seqzoo import layers
from keras_seqzoo.layers import cell_layers

FOLDER = ROOT / "docs" / "cells"
LAYERS = [
    layer.cell_class.__name__
    for layer in vars(cell_layers).values()
    if isinstance(layer, type) and layer.__name__ in layers.__all__
]
GUIDES = ["notation.md", "tensorflow_addons.md"]


def title(page):
    return page.title


def test_every_layer_has_a_page():
    assert sorted(page.cell for page in PAGES) == sorted(LAYERS)


@pytest.fixture(scope="module")
def written():
    return write_cells.files()


def test_pages_and_pictures_are_up_to_date(written):
    old = [
        path.name for path, text in written.items() if write_cells.outdated(path, text)
    ]
    assert old == [], "run recipes/docs/write_cells.py"


def test_every_picture_is_of_a_page(written):
    assert set((FOLDER / "pictures").iterdir()) <= set(written)


@pytest.mark.parametrize("page", PAGES, ids=title)
def test_the_step_by_hand_is_the_step_of_the_cell(page):
    cell = built(page)
    x, states = values(cell)
    names = {"np": np}
    exec(step(page, cell).partition("\n\n\nstart =")[0], names)
    output, new_states = names["step"](x, *states, **weights_of(cell))
    expected, expected_states = cell(
        x.astype("float32"), [s.astype("float32") for s in states]
    )
    for actual, wanted in zip(
        [output, *new_states], [expected, *expected_states], strict=True
    ):
        wanted = keras.ops.convert_to_numpy(wanted)
        np.testing.assert_allclose(actual, wanted, rtol=2e-5, atol=2e-6)


@pytest.mark.parametrize("page", PAGES, ids=title)
def test_the_code_of_the_page_runs(page, capsys):
    name = next(n for n, p in write_cells.pages().items() if p is page)
    names = {"__name__": "__main__"}
    for code in blocks(FOLDER / f"{name}.md", "python"):
        exec(compile(code, name, "exec"), names)
    difference = float(capsys.readouterr().out.split()[-1])
    assert difference < 1e-5


@pytest.mark.parametrize("page", PAGES, ids=title)
def test_the_formula_is_the_number_of_parameters(page):
    assert value(page.parameters) == count(example_cell(page))


def test_a_formula_is_computed():
    assert value("4 U (D + U + 1) + U P", {"D": 2, "U": 3, "P": 5}) == 87
    with pytest.raises(ValueError, match="not a formula"):
        value("__import__")


def test_shapes_are_told_in_the_letters_of_the_example():
    assert [size(n) for n in (*EXAMPLE.values(), 512, 2)] == ["D", "U", "P", "4U", "2"]
    assert shape(np.zeros((64, 384))) == "[D, 3U]"


def formulas(text):
    prose = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    blocks_, rest = [], prose
    for found in re.findall(r"\$\$.*?\$\$", prose, re.DOTALL):
        blocks_.append(found.strip("$"))
        rest = rest.replace(found, "")
    return blocks_ + re.findall(r"\$([^$\n]+)\$", rest)


@pytest.mark.parametrize(
    "path",
    [*sorted(FOLDER.glob("*.md")), *(ROOT / "docs" / name for name in GUIDES)],
    ids=lambda path: path.name,
)
def test_formulas_become_mathml(path):
    text = path.read_text(encoding="utf-8")
    for formula in formulas(text):
        assert formula.count("{") == formula.count("}")
        mathml = convert(formula)
        assert "\\" not in mathml, f"{formula} has a command that is not known"


def test_an_unknown_command_would_be_seen():
    assert "\\" in convert(r"\nocommand x")
