"""Modules of `recipes/`, which is no package, by their paths."""

import importlib.util
import sys
from pathlib import Path
from unittest import mock

RECIPES = Path(__file__).parents[2] / "recipes"


def recipe(path):
    """Imports `recipes/<path>.py`, which may import its neighbours, under its name."""
    name, file = f"recipe_{path.replace('/', '_')}", RECIPES / f"{path}.py"
    spec = importlib.util.spec_from_file_location(name, file)
    module = importlib.util.module_from_spec(spec)
    with mock.patch.object(sys, "path", [str(file.parent), *sys.path]):
        spec.loader.exec_module(module)
    return module
