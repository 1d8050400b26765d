"""Files that appear whole or not at all, and JSON that is read with care."""

import contextlib
import hashlib
import json
import os
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
    path.parent.mkdir(parents=True, exist_ok=True)
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
        ValueError: If the file is missing, too large, no UTF-8 or no JSON, or if one
            key comes twice in an object.
    """
    path = Path(path)
    if not path.is_file():
        raise ValueError(f"There is no file {path}.")
    if path.stat().st_size > limit:
        raise ValueError(f"{path} has more than {limit} bytes.")
    try:
        text = path.read_bytes().decode("utf-8")
        hooks = {"parse_constant": refuse_constant, "object_pairs_hook": distinct}
        return json.loads(text, **hooks)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{path} is not UTF-8 JSON: {error}") from error


def refuse_constant(name):
    raise ValueError(f"{name} is not a JSON number")


def distinct(pairs):
    """Returns a dict of pairs; which of two equal keys counts differs by reader."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key comes twice in one object")
    return found
