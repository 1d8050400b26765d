"""Preset folders that appear whole or not at all."""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

CHECKPOINT = Path("checkpoint") / "state.npz"


@contextlib.contextmanager
def new_preset_folder(path):
    """Gives an empty sibling folder; at the end it takes the place of `path`.

    Raises:
        ValueError: If `path` exists and is neither empty nor a preset folder nor that
            of a training which has only its checkpoint.
    """
    path = Path(path).absolute()
    check_replaceable(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=path.parent) as outer:
        fresh = Path(outer) / "new"
        fresh.mkdir()
        yield fresh
        swap(fresh, path, Path(outer) / "old")


def check_replaceable(path):
    """Refuses a folder with files, unless it is a preset or a training's checkpoint."""
    if not path.exists() or (path / "preset.json").is_file():
        return
    files = {p.relative_to(path) for p in path.rglob("*") if not p.is_dir()}
    if not path.is_dir() or files - {CHECKPOINT}:
        raise ValueError(
            f"`folder` exists and is not a preset (it has no preset.json): {path}. "
            "Choose another folder or remove it first."
        )


def swap(fresh, path, old):
    """Renames `fresh` to `path`; what was there goes to `old`, back if that fails."""
    if path.exists():
        os.rename(path, old)
    try:
        os.rename(fresh, path)
    except OSError:
        if old.exists():
            os.rename(old, path)
        raise
    shutil.rmtree(old, ignore_errors=True)
