"""What a repository on the Hugging Face Hub holds, compared with a folder."""

import dataclasses
import hashlib
import re
from pathlib import Path

from keras_seqzoo.files import sha256
from keras_seqzoo.hub.manifest import read_manifest
from keras_seqzoo.hub.manifest_checks import FILE_NAME
from keras_seqzoo.hub.remote import Source, fetch

CARD = "README.md"
NOT_OURS = {".gitattributes", ".gitignore", CARD, "LICENSE", "LICENSE.md"}
VERSION = re.compile(r"v([1-9][0-9]{0,8})")


@dataclasses.dataclass(frozen=True)
class State:
    """A branch as it is now: its newest commit, the files there and all tags.

    `files` has for each path the SHA-256 of a large file, else the hash that git gives
    it; `tags` has the commit of each tag.
    """

    head: str
    private: bool
    files: dict
    tags: dict


def read_state(api, repository):
    """Asks the Hub for the `State` of a repository."""
    info = api.model_info(repository)
    refs = api.list_repo_refs(repository)
    tags = {tag.name: tag.target_commit for tag in refs.tags}
    files = read_files(api, repository, info.sha)
    return State(info.sha, bool(info.private), files, tags)


def read_files(api, repository, commit):
    """Returns `{path: hash}` of the files at a commit."""
    entries = api.list_repo_tree(repository, recursive=True, revision=commit)
    files = [entry for entry in entries if hasattr(entry, "blob_id")]
    return {file.path: file.lfs.sha256 if file.lfs else file.blob_id for file in files}


def published_files(folder):
    """Returns `{path in the repository: path on disk}` of what is published."""
    names = [*read_manifest(folder).files, FILE_NAME, CARD]
    paths = {name: Path(folder) / name for name in names}
    return {name: path for name, path in paths.items() if path.is_file()}


def same(path, known):
    """Whether a file has the hash that the Hub knows of it: SHA-256, or git's SHA-1."""
    if known is None:
        return False
    return known == (sha256(path) if len(known) == 64 else git_hash(path))


def git_hash(path):
    """Returns the hash that git gives the content of a file."""
    content = Path(path).read_bytes()
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


def changed(files, state):
    """Returns the files that the repository lacks or has in another version."""
    return {
        name: path
        for name, path in files.items()
        if not same(path, state.files.get(name))
    }


def superseded(api, repository, state, files):
    """Returns the files of the preset that is there now which the new one lacks.

    Files that no manifest lists, such as pictures added by hand, stay.

    Raises:
        ValueError: If the repository holds something else than a preset.
    """
    if FILE_NAME not in state.files:
        check_unused(repository, state)
        return []
    source = Source(repository, state.head, api.token)
    manifest_file, _ = fetch(source, FILE_NAME)
    listed = read_manifest(manifest_file.parent).files
    return sorted(listed.keys() & state.files.keys() - files.keys())


def check_unused(repository, state):
    if strange := sorted(state.files.keys() - NOT_OURS):
        raise ValueError(
            f"The repository {repository} holds something else than a preset: it has "
            f"{strange[0]!r} and no {FILE_NAME}. Choose another name."
        )


def next_version(tags):
    """Returns the first of v1, v2, … after all that are taken.

    >>> next_version(["v1", "v2", "final"])
    'v3'
    """
    numbers = [int(m[1]) for m in map(VERSION.fullmatch, tags) if m]
    return f"v{max(numbers, default=0) + 1}"
