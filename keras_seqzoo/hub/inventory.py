"""The files of a folder, listed with size and hash and compared with a list."""

from pathlib import Path

from keras_seqzoo.files import sha256
from keras_seqzoo.hub.manifest_checks import NOT_LISTED, WEIGHTS


def list_files(folder):
    """Returns the `files` of a manifest: hash and size of every file of a folder."""
    folder = Path(folder)
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix(): path for path in paths}
    return {
        name: {"sha256": sha256(path), "size": path.stat().st_size}
        for name, path in names.items()
        if name not in NOT_LISTED
    }


def verify_files(folder, manifest):
    """Checks that the files of a preset are there with the size and hash it states.

    Raises:
        ValueError: If the weights are not listed, or a file is missing or differs; it
            names the file.
    """
    if WEIGHTS not in manifest.files:
        raise ValueError(f"The preset {folder} does not list {WEIGHTS}.")
    for path, record in manifest.files.items():
        check_file(Path(folder) / path, record)


def check_file(path, record):
    if not path.is_file():
        raise ValueError(f"The preset lacks the file {path}. Fetch the preset again.")
    size = path.stat().st_size
    if size != record["size"]:
        raise ValueError(
            f"{path} has {size} bytes, its manifest says {record['size']}. "
            "It is cut off or was changed. Fetch the preset again."
        )
    if sha256(path) != record["sha256"]:
        raise ValueError(
            f"{path} does not have the SHA-256 of its manifest: it was changed. "
            "Fetch the preset again."
        )
