"""`preset.json`: what a preset is and which files with which bytes belong to it."""

import dataclasses
from pathlib import Path

from keras_seqzoo._version import __version__
from keras_seqzoo.files import read_json, write_json
from keras_seqzoo.hub import manifest_checks as checks

FORMAT_VERSION = 1


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
        about: What the card says besides: `description`, `usage`, `pipeline_tag`
            (strings), `languages`, `limits` (lists of strings).
        keras_seqzoo: Version of the package that wrote the preset.
        format_version: Version of this format.

    Raises:
        ValueError: If a value has the wrong type or a path is not allowed.
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
            checks.check_type(field.name, getattr(self, field.name), field.type)
        for field in ("name", "architecture", "licence", "keras_seqzoo"):
            checks.check_name(field, getattr(self, field))
        checks.check_files(self.files)
        checks.check_data(self.data)
        checks.check_about(self.about)


def from_json(data):
    """Returns the `Manifest` that a parsed `preset.json` describes.

    Raises:
        ValueError: If the format version, a key or a value is not one we know.
    """
    if not isinstance(data, dict) or "format_version" not in data:
        raise ValueError(f"{checks.FILE_NAME} is not the manifest of a preset.")
    if data["format_version"] != FORMAT_VERSION:
        raise ValueError(
            f"{checks.FILE_NAME} has format version {data['format_version']!r}, "
            f"keras_seqzoo {__version__} reads {FORMAT_VERSION}. Upgrade keras_seqzoo."
        )
    names = {field.name for field in dataclasses.fields(Manifest)}
    checks.check_keys("the manifest", data, names)
    return Manifest(**data)


def read_manifest(folder):
    """Reads and checks the `preset.json` of a folder.

    Raises:
        ValueError: If there is none or it is not valid.
    """
    return from_json(read_json(Path(folder) / checks.FILE_NAME))


def write_manifest(folder, manifest):
    """Writes `manifest` as the `preset.json` of a folder."""
    write_json(Path(folder) / checks.FILE_NAME, dataclasses.asdict(manifest))
