"""Work that waits until Keras is imported, whoever imports it."""

import importlib
import importlib.util
import sys


class AfterImport:
    """Finder that calls a function right after a module has been imported.

    Args:
        name: Name of the module.
        then: Function without arguments.
    """

    def __init__(self, name, then):
        self.name, self.then = name, then

    def find_spec(self, name, path=None, target=None):
        if name != self.name:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        if spec is not None:
            self.follow(spec.loader)
        return spec

    def follow(self, loader):
        execute = loader.exec_module

        def exec_module(module):
            loader.exec_module = execute
            execute(module)
            self.then()

        loader.exec_module = exec_module


def when_imported(name, then):
    """Calls `then` now if the module is imported, else as soon as it is."""
    if sys.modules.get(name) is not None:
        then()
    else:
        sys.meta_path.insert(0, AfterImport(name, then))


def import_layers():
    """Imports all cells and layers, so that Keras finds the classes of saved models.

    While the cells or the loops are being imported it does nothing: the layers need
    them whole. The cells call it again at their end.
    """
    cells = sys.modules.get("keras_seqzoo.cells")
    whole = cells is None or hasattr(cells, "__all__")
    if whole and "keras_seqzoo.recurrence" not in sys.modules:
        importlib.import_module("keras_seqzoo.layers")
