"""Imports go one way, and `import keras_seqzoo` stays light."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import keras_seqzoo

PACKAGE = Path(keras_seqzoo.__file__).parent
BASE = {
    "_version",
    "configuration",
    "files",
    "lazy",
    "number_checks",
    "progress",
    "threads",
    "with_keras",
}
MAY_IMPORT = {
    "_version": set(),
    "configuration": set(),
    "number_checks": set(),
    "files": set(),
    "lazy": set(),
    "progress": set(),
    "blas_threads": set(),
    "threads": {"blas_threads"},
    "with_keras": set(),
    "text": BASE | {"data"},
    "data": BASE | {"text"},
    "hub": BASE,
    "runtime": BASE | {"text", "hub"},
    "insight": BASE,
    "cells": BASE,
    "recurrence": BASE | {"cells"},
    "layers": BASE | {"cells", "recurrence", "text"},
    "generation": BASE | {"cells", "recurrence", "layers", "text"},
    "training": BASE | {"cells", "recurrence", "layers", "text", "data", "generation"},
    "convert": BASE | {"cells", "recurrence", "layers", "hub"},
}
BELOW_MODELS = set(MAY_IMPORT)
MAY_IMPORT["models"] = BELOW_MODELS
MAY_IMPORT["tuning"] = BELOW_MODELS | {"models"}
MAY_IMPORT["cli"] = BELOW_MODELS | {"models", "tuning", ""}
PEERS = {"text", "data"}


def part_of(module):
    """`keras_seqzoo.layers.rnn` -> `layers`; the package itself -> ``."""
    return (module.split(".") + [""])[1]


def imported_modules(tree):
    """Absolute module names that a syntax tree imports, also inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def edges():
    for path in sorted(PACKAGE.rglob("*.py")):
        relative = path.relative_to(PACKAGE)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for module in imported_modules(tree):
            if module.split(".")[0] == "keras_seqzoo":
                yield relative, relative.parts[0].removesuffix(".py"), part_of(module)


def test_no_import_goes_back():
    back = [
        f"{path} imports {target}"
        for path, source, target in edges()
        if source != "__init__" and target not in MAY_IMPORT[source] | {source}
    ]
    assert not back


def test_every_part_is_in_the_order():
    parts = {path.name for path in PACKAGE.iterdir() if any(path.glob("*.py"))}
    assert parts <= set(MAY_IMPORT)


def test_the_order_has_no_cycle_but_that_of_the_peers():
    for part, targets in MAY_IMPORT.items():
        for target in targets - {""}:
            assert part not in MAY_IMPORT[target] or {part, target} == PEERS


@pytest.mark.parametrize(
    "code, found",
    [
        ("import keras_seqzoo.cli", ["keras_seqzoo.cli"]),
        ("def f():\n from keras_seqzoo import cli", ["keras_seqzoo.cli"]),
        ("from keras_seqzoo.cli import main", ["keras_seqzoo.cli.main"]),
    ],
)
def test_the_reader_of_imports_sees_every_form(code, found):
    assert list(imported_modules(ast.parse(code))) == found


LOADED = """
import sys
import keras
before = set(sys.modules)
import keras_seqzoo
print(*sorted(set(sys.modules) - before))
"""


REGISTERED = """
import sys
import keras_seqzoo
assert "keras" not in sys.modules and "numpy" not in sys.modules
import keras
print(keras.saving.get_registered_name(keras.saving.get_registered_object(
    "keras_seqzoo>CRF")))
"""


def output_of(code):
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture(scope="module")
def loaded():
    return set(output_of(LOADED).split())


def test_keras_finds_our_classes_whichever_is_imported_first():
    assert output_of(REGISTERED).split() == ["keras_seqzoo>CRF"]


def test_import_loads_cells_and_layers_and_no_later_part(loaded):
    parts = {part_of(name) for name in loaded if name.startswith("keras_seqzoo")}
    assert {"cells", "layers"} <= parts
    assert parts <= {"", "cells", "layers", *MAY_IMPORT["layers"]}


def test_import_loads_nothing_heavy(loaded):
    packages = {name.split(".")[0] for name in loaded} - {"keras_seqzoo"}
    assert packages <= sys.stdlib_module_names


def test_modules_and_names_load_when_they_are_used():
    assert keras_seqzoo.hub.__name__ == "keras_seqzoo.hub"
    assert keras_seqzoo.Task is keras_seqzoo.models.Task
    assert "NERTagger" in dir(keras_seqzoo)
    assert all(name in dir(keras_seqzoo) for name in keras_seqzoo.__all__)


@pytest.mark.parametrize("name", keras_seqzoo.__all__)
def test_every_public_name_is_there(name):
    getattr(keras_seqzoo, name)


@pytest.mark.parametrize(
    "part", [part for part in MAY_IMPORT if (PACKAGE / part / "__init__.py").exists()]
)
def test_every_public_name_of_a_part_is_there(part):
    package = importlib.import_module(f"keras_seqzoo.{part}")
    names = getattr(package, "__all__", [])
    assert [name for name in names if not hasattr(package, name)] == []


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(
        AttributeError, match="'keras_seqzoo' has no attribute 'nothing'"
    ):
        keras_seqzoo.nothing  # noqa: B018
