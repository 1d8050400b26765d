"""Presets that come with the package or lie in a zoo folder of the user."""

import os
import re
from pathlib import Path

from keras_seqzoo.hub.manifest_checks import FILE_NAME

PACKAGE = Path(__file__).parent.parent
CHECKOUT = PACKAGE.parent / "zoo"
VARIABLE = "KERAS_SEQZOO_ZOO"
NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9][a-z0-9_-]*)+")


def zoo_folders():
    """Returns the folders that are searched for presets by name, in order.

    First those of the environment variable `KERAS_SEQZOO_ZOO` (separated as in `PATH`),
    then the one inside an installed package, then the one of a checkout.
    """
    own = [Path(folder) for folder in os.environ.get(VARIABLE, "").split(os.pathsep)]
    named = [folder for folder in own if folder != Path()]
    return [*named, PACKAGE / "zoo", CHECKOUT]


def bundled_presets():
    """Returns `{name: folder}` of the presets that can be loaded by name, sorted."""
    found = {}
    for zoo in zoo_folders():
        for name, folder in presets_in(zoo).items():
            found.setdefault(name, folder)
    return dict(sorted(found.items()))


def checkout_presets():
    """Returns `{name: folder}` of the zoo of a checkout; empty without one."""
    return presets_in(CHECKOUT)


def presets_in(zoo):
    """Returns `{name: folder}` of the presets in a zoo folder, sorted."""
    folders = sorted(path.parent for path in zoo.glob(f"*/{FILE_NAME}"))
    return {f.name: f for f in folders if NAME.fullmatch(f.name)}
