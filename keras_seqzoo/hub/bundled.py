"""Presets that come with the package or lie in a zoo folder of the user."""

import os
import re
from pathlib import Path

from keras_seqzoo.hub.manifest_checks import FILE_NAME

PACKAGE = Path(__file__).parent.parent
VARIABLE = "KERAS_SEQZOO_ZOO"
NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9][a-z0-9_-]*)+")


def zoo_folders():
    """Returns the folders that are searched for presets by name, in order.

    First those of the environment variable `KERAS_SEQZOO_ZOO` (separated as in `PATH`),
    then the one inside an installed package, then the one of a checkout.
    """
    own = [Path(folder) for folder in os.environ.get(VARIABLE, "").split(os.pathsep)]
    named = [folder for folder in own if folder != Path()]
    return [*named, PACKAGE / "zoo", PACKAGE.parent / "zoo"]


def bundled_presets():
    """Returns `{name: folder}` of the presets that can be loaded by name, sorted."""
    found = {}
    for zoo in zoo_folders():
        for path in zoo.glob(f"*/{FILE_NAME}"):
            if NAME.fullmatch(path.parent.name):
                found.setdefault(path.parent.name, path.parent)
    return dict(sorted(found.items()))
