"""`preset.json`: what a preset is and which files with which bytes belong to it."""

import dataclasses
import re
from pathlib import Path, PurePosixPath

from keras_seqzoo._version import __version__
from keras_seqzoo.hub.files import read_json, sha256, write_json

FORMAT_VERSION = 1
FILE_NAME = "preset.json"
WEIGHTS = "model.weights.h5"
NOT_LISTED = {FILE_NAME, "README.md"}
MAX_FILES = 64
MAX_FILE_BYTES = 1 << 31
PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}")
DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclasses.dataclass(frozen=True)
class Manifest:
    """The content of a `preset.json`.

    Args:
        architecture: Name of the architecture in the registry.
        config: Its configuration as JSON values.
        files: `{path: {"sha256": hex, "size": bytes}}` of every file but this one and
            the card, with paths relative to the folder.
        name: Name of the preset, `architecture.tag`.
        licence: SPDX identifier of the licence of the weights.
        data: `{"name", "licence", "url"}` of each dataset.
        about: What the card says besides: description, usage, limits and so on.
        keras_seqzoo: Version of the package that wrote the preset.
        format_version: Version of this format.
    """

    architecture: str
    config: dict
    files: dict
    name: str = ""
    licence: str = ""
    data: list = dataclasses.field(default_factory=list)
    about: dict = dataclasses.field(default_factory=dict)
    keras_seqzoo: str = __version__
    format_version: int = FORMAT_VERSION

    def __post_init__(self):
        for field in dataclasses.fields(self):
            check_type(field, getattr(self, field.name))
        check_files(self.files)


def check_type(field, value):
    if type(value) is not field.type:
        raise ValueError(
            f"{FILE_NAME}: `{field.name}` must be of type {field.type.__name__}. "
            f"Received: {type(value).__name__}"
        )


def check_files(files):
    """Checks number, paths, sizes and digests of the files of a manifest."""
    if len(files) > MAX_FILES:
        raise ValueError(f"{FILE_NAME}: `files` has more than {MAX_FILES} entries.")
    for path, record in files.items():
        check_path(path)
        check_record(path, record)


def check_path(path):
    parts = path.split("/")
    if not all(PART.fullmatch(part) for part in parts) or path in NOT_LISTED:
        raise ValueError(
            f"{FILE_NAME}: {path!r} is not an allowed path. Paths are relative, "
            "with letters, digits, '.', '_' and '-', and stay inside the folder."
        )


def check_record(path, record):
    known = isinstance(record, dict) and set(record) == {"sha256", "size"}
    if not known or not DIGEST.fullmatch(str(record["sha256"])):
        raise ValueError(
            f"{FILE_NAME}: {path!r} needs a `sha256` of 64 hexadecimal digits and a `size`."
        )
    size = record["size"]
    if type(size) is not int or not 0 <= size <= MAX_FILE_BYTES:
        raise ValueError(
            f"{FILE_NAME}: the `size` of {path!r} must be an integer in "
            f"[0, {MAX_FILE_BYTES}]. Received: {size!r}"
        )


def from_json(data):
    """Returns the `Manifest` that a parsed `preset.json` describes.

    Raises:
        ValueError: If the format version, a key or a value is not one we know.
    """
    if not isinstance(data, dict) or "format_version" not in data:
        raise ValueError(f"{FILE_NAME} is not the manifest of a preset.")
    if data["format_version"] != FORMAT_VERSION:
        raise ValueError(
            f"{FILE_NAME} has format version {data['format_version']!r}, this version of "
            f"keras_seqzoo ({__version__}) reads {FORMAT_VERSION}. Upgrade keras_seqzoo."
        )
    check_keys(data)
    return Manifest(**data)


def check_keys(data):
    names = {field.name for field in dataclasses.fields(Manifest)}
    if set(data) != names:
        wrong = ", ".join(sorted(map(repr, set(data) ^ names)))
        raise ValueError(f"{FILE_NAME}: unknown or missing key(s) {wrong}.")


def read_manifest(folder):
    """Reads and checks the `preset.json` of a folder.

    Raises:
        ValueError: If there is none or it is not valid.
    """
    return from_json(read_json(Path(folder) / FILE_NAME))


def write_manifest(folder, manifest):
    """Writes `manifest` as the `preset.json` of a folder."""
    write_json(Path(folder) / FILE_NAME, dataclasses.asdict(manifest))


def list_files(folder):
    """Returns the `files` of a manifest: hash and size of every file of a folder."""
    folder = Path(folder)
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    names = {PurePosixPath(path.relative_to(folder)).as_posix(): path for path in paths}
    return {
        name: {"sha256": sha256(path), "size": path.stat().st_size}
        for name, path in names.items()
        if name not in NOT_LISTED
    }


def verify_files(folder, manifest):
    """Checks that the files of a preset are there with the size and hash it states.

    Raises:
        ValueError: If a file is missing or differs; it names the file.
    """
    for path, record in manifest.files.items():
        check_file(Path(folder) / path, record)


def check_file(path, record):
    if not path.is_file():
        raise ValueError(f"The preset lacks the file {path}. Fetch the preset again.")
    size = path.stat().st_size
    if size != record["size"]:
        raise ValueError(
            f"{path} has {size} bytes, the manifest says {record['size']}. "
            "It is cut off or was changed. Fetch the preset again."
        )
    if sha256(path) != record["sha256"]:
        raise ValueError(
            f"{path} does not have the SHA-256 of the manifest: its content was changed. "
            "Fetch the preset again."
        )
