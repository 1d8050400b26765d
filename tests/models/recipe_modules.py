"""Modules of `recipes/`, which is no package, by their paths."""

import importlib.util
from pathlib import Path

RECIPES = Path(__file__).parents[2] / "recipes"


def recipe(path):
    """Imports `recipes/<path>.py` under a name of its own."""
    name = f"recipe_{path.replace('/', '_')}"
    spec = importlib.util.spec_from_file_location(name, RECIPES / f"{path}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
