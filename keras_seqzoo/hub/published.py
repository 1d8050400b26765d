"""The register of the zoo: which presets are on the Hub, where and with which bytes."""

import dataclasses
from pathlib import Path

from keras_seqzoo.files import read_json, write_json
from keras_seqzoo.hub import manifest_checks as checks
from keras_seqzoo.hub.client import COMMIT, check_repository

REGISTER = Path(__file__).with_name("published.json")


@dataclasses.dataclass(frozen=True)
class Publication:
    """A preset on the Hub, pinned.

    Args:
        repository: `owner/name`.
        commit: Its 40 hexadecimal digits.
        tag: Name of this version.
        files: `{path: {"sha256", "size"}}` of all its files but the card.
    """

    repository: str
    commit: str
    tag: str
    files: dict

    @property
    def handle(self):
        """The handle that gives this publication and no other."""
        return f"hf://{self.repository}@{self.commit}"

    @property
    def size(self):
        """Number of bytes of its weights."""
        return self.files[checks.WEIGHTS]["size"]

    def __post_init__(self):
        check_repository(self.repository)
        if not isinstance(self.commit, str) or not COMMIT.fullmatch(self.commit):
            raise ValueError(
                f"`commit` must be 40 hexadecimal digits. Received: {self.commit!r}"
            )
        others = {k: v for k, v in self.files.items() if k != checks.FILE_NAME}
        checks.check_files(others)
        for name in (checks.FILE_NAME, checks.WEIGHTS):
            checks.check_record(name, self.files.get(name))


def published_presets(register=REGISTER):
    """Returns `{name: Publication}` of all presets of the zoo.

    The value is `None` for a preset that is not on the Hub yet.
    """
    known = read_json(register)
    return {name: entry and Publication(**entry) for name, entry in known.items()}


def pin(name, publication, register=REGISTER):
    """Writes a publication into the register, whose other entries stay."""
    known = {**read_json(register), name: dataclasses.asdict(publication)}
    write_json(register, known)
