"""Files and folders that appear whole or not at all."""

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path


def sha256(path):
    """Returns the SHA-256 of a file as 64 hexadecimal digits."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextlib.contextmanager
def replacing(path):
    """Gives a temporary sibling path; at the end it takes the place of `path`.

    If the body raises, `path` stays as it was and the temporary file is removed.
    """
    path = Path(path)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=path.parent) as folder:
        temporary = Path(folder) / path.name
        yield temporary
        os.replace(temporary, path)


def write_json(path, data):
    """Writes `data` as UTF-8 JSON with sorted keys, atomically."""
    text = json.dumps(
        data, ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False
    )
    write_text(path, text + "\n")


def write_text(path, text):
    """Writes UTF-8 text with Unix line ends, atomically."""
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def read_json(path, limit=1 << 20):
    """Reads a UTF-8 JSON file of at most `limit` bytes.

    Raises:
        ValueError: If the file is missing, too large, no UTF-8 or no JSON.
    """
    path = Path(path)
    if not path.is_file():
        raise ValueError(f"There is no file {path}.")
    if path.stat().st_size > limit:
        raise ValueError(f"{path} has more than {limit} bytes.")
    try:
        text = path.read_bytes().decode("utf-8")
        return json.loads(text, parse_constant=refuse_constant)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{path} is not UTF-8 JSON: {error}") from error


def refuse_constant(name):
    raise ValueError(f"{name} is not a JSON number")


@contextlib.contextmanager
def new_preset_folder(path):
    """Gives an empty sibling folder; at the end it takes the place of `path`.

    Raises:
        ValueError: If `path` exists and is neither empty nor a preset folder.
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
    if not path.exists() or (path / "preset.json").is_file():
        return
    if not path.is_dir() or any(path.iterdir()):
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
