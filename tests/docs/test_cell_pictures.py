"""The pictures of the cells compute what the cells compute, and are well laid out."""

import importlib
import pkgutil
import xml.etree.ElementTree as ET

import cell_pages.cells
import keras
import numpy as np
import pytest
from cell_pages.figure import Figure, evaluate, sentences
from cell_pages.parts import entering, function, input_gate, operation
from cell_pages.svg import svg
from cell_table import randomize, weights_of
from picture_layout import FAULTS

from keras_seqzoo import cells

BATCH, FEATURES, UNITS = 2, 3, 4
MODULES = [m.name for m in pkgutil.iter_modules(cell_pages.cells.__path__)]
PAGES = [importlib.import_module(f"cell_pages.cells.{name}").PAGE for name in MODULES]
FIGURES = {name: figure for page in PAGES for name, figure in page.figures.items()}
CELL_OF = {name: page for page in PAGES for name in page.figures}
FORMS = {"gru": {"reset_after": False}}


def built(page, **arguments):
    arguments = {**page.arguments, **arguments}
    cell = getattr(cells, page.cell)(UNITS, **arguments)
    cell.build((None, FEATURES))
    randomize(cell)
    return cell


def values(cell):
    random = np.random.default_rng(2)
    x = random.normal(size=(BATCH, FEATURES))
    return x, [random.normal(size=(BATCH, n)) for n in cell.state_size]


@pytest.mark.parametrize("name", FIGURES)
def test_the_picture_computes_what_the_cell_computes(name):
    cell = built(CELL_OF[name], **FORMS.get(name, {}))
    x, states = values(cell)
    output, new_states = evaluate(FIGURES[name], weights_of(cell), x, states)
    expected, expected_states = cell(
        x.astype("float32"), [s.astype("float32") for s in states]
    )
    for actual, wanted in zip(
        [output, *new_states], [expected, *expected_states], strict=True
    ):
        wanted = keras.ops.convert_to_numpy(wanted)
        np.testing.assert_allclose(actual, wanted, rtol=2e-5, atol=2e-6)


@pytest.mark.parametrize("name", FIGURES)
def test_every_node_reaches_the_output_or_a_state(name):
    figure = FIGURES[name]
    reached, pending = set(), [figure.output, *figure.new_states]
    while pending:
        key = pending.pop()
        reached.add(key)
        pending += [w.source for w in figure.nodes[key].wires]
    assert reached == set(figure.nodes)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f.__name__)
@pytest.mark.parametrize("name", FIGURES)
def test_layout(name, fault):
    assert fault(FIGURES[name]) == []


BAD = {
    "overlapping": {"near": operation((3.5, 4.0), "1−", "x:h v")},
    "crossed": {
        "far": operation((9.0, 4.0), "1−", "f"),
        "between": operation((6.0, 4.0), "1−", "x:h v"),
    },
    "merged": {
        "low": function((9.0, 4.0), "f", "tanh"),
        "same": function((9.0, 2.0), "x:v4 h8 v2 h", "tanh"),
    },
    "outside": {"out": function((0.2, 2.0), "f:v h", "tanh")},
    "loose_ends": {"inside": operation((3.2, 4.0), "1−", "f")},
    "short": {"near": operation((4.0, 4.0), "1−", "f")},
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f.__name__)
def test_a_bad_layout_would_be_seen(fault):
    nodes = {
        "x": entering((3.0, 8.0), "x"),
        "f": input_gate((3.0, 4.0), "x", "σ", 0, 1, ""),
    }
    figure = Figure("bad", (10.0, 9.0), nodes | BAD[fault.__name__], (), ())
    assert fault(figure) != []


@pytest.mark.parametrize("name", FIGURES)
def test_the_file_is_xml_with_a_title_and_a_description(name):
    root = ET.fromstring(svg(FIGURES[name]))
    space = "{http://www.w3.org/2000/svg}"
    assert root.tag == f"{space}svg"
    parts = {
        id_: root.find(f"{space}{tag}")
        for tag, id_ in (("title", "title"), ("desc", "description"))
    }
    assert root.get("aria-labelledby").split() == [p.get("id") for p in parts.values()]
    assert all(part.text for part in parts.values())
    assert "⟨t⟩ = " in parts["description"].text
    assert "prefers-color-scheme:dark" in root.find(f"{space}style").text


def test_a_description_is_the_equations():
    assert sentences(FIGURES["simplified_gru"]) == [
        "Γ_u = σ(W [c, x] + b)",
        "c̃^⟨t⟩ = tanh(W [c, x] + b)",
        "c^⟨t⟩ = (Γ_u ⊙ c̃^⟨t⟩) + ((1 − Γ_u) ⊙ c^⟨t−1⟩)",
    ]
