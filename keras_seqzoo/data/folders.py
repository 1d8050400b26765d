"""Folders where data sets are looked for."""

import os
from pathlib import Path

VARIABLE = "KERAS_SEQZOO_DATA"


def cache_folder():
    """The folder of downloads, `~/.cache/keras_seqzoo` or below `XDG_CACHE_HOME`."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "keras_seqzoo"


def data_folders():
    """`$KERAS_SEQZOO_DATA`, if set, then the cache."""
    given = os.environ.get(VARIABLE)
    return [*([Path(given)] if given else []), cache_folder()]
