"""The files of a folder, listed with size and hash and compared with a list."""

from pathlib import Path

from keras_seqzoo.files import sha256
from keras_seqzoo.hub.errors import DamagedFile
from keras_seqzoo.hub.manifest_checks import NOT_LISTED, READ, WEIGHTS


def list_files(folder):
    """Returns the `files` of a manifest: hash and size of every file of a folder."""
    folder = Path(folder)
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix(): path for path in paths}
    return {
        name: record_of(path) for name, path in names.items() if name not in NOT_LISTED
    }


def record_of(path):
    """Returns hash and size of a file as a manifest states them."""
    return {"sha256": sha256(path), "size": Path(path).stat().st_size}


def verify_files(folder, manifest):
    """Checks that the files of a preset are there with the size and hash it states.

    Raises:
        ValueError: If the weights are not listed, or, as a `DamagedFile`, if a file is
            missing or differs; it names the file.
    """
    if WEIGHTS not in manifest.files:
        raise ValueError(
            f"The preset {folder} does not list {WEIGHTS}, the only file whose weights "
            "are read; `save_to_preset` writes it."
        )
    check_listed(Path(folder), manifest.files)
    for path, record in manifest.files.items():
        check_file(Path(folder) / path, record)


def check_listed(folder, files):
    """Checks that nothing which is read on loading lies there without a hash."""
    found = [path for pattern in READ for path in sorted(folder.glob(pattern))]
    names = [path.relative_to(folder).as_posix() for path in found if path.is_file()]
    if unlisted := [name for name in names if name not in files]:
        raise ValueError(
            f"The preset {folder} has a file {unlisted[0]!r} which its manifest does "
            "not list. Remove it or fetch the preset again."
        )


def check_file(path, record):
    """Checks that a file is there with the size and hash that a record states."""
    if not path.is_file():
        raise DamagedFile(
            path, f"The preset lacks the file {path}. Fetch the preset again."
        )
    size = path.stat().st_size
    if size != record["size"]:
        raise DamagedFile(
            path,
            f"{path} has {size} bytes, its manifest says {record['size']}. "
            "It is cut off or was changed. Fetch the preset again.",
        )
    if sha256(path) != record["sha256"]:
        raise DamagedFile(
            path,
            f"{path} does not have the SHA-256 of its manifest: it was changed. "
            "Fetch the preset again.",
        )
