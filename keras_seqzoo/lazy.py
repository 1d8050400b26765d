"""Names of a package that are imported when they are first used (PEP 562)."""

import importlib


def lazy_names(package, names):
    """Returns a module `__getattr__` and the names it serves.

    Args:
        package: `__name__` of the package.
        names: `{name: module}`; a name whose module is `package.name` is that module,
            any other is an attribute of its module.

    Returns:
        `(__getattr__, list of names)`.
    """

    def get(name):
        if name not in names:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module = importlib.import_module(names[name])
        if module.__name__ == f"{package}.{name}":
            return module
        return getattr(module, name)

    return get, list(names)
