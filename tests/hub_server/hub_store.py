"""Repositories of the loopback Hub: commits, references, files by their hash."""

import dataclasses
import hashlib
import json
from pathlib import Path

from hub_errors import Refused

START = {".gitattributes": b"*.h5 filter=lfs diff=lfs merge=lfs -text\n"}
LFS_SUFFIXES = (".h5", ".bin", ".safetensors")
LFS_BYTES = 10_000_000


@dataclasses.dataclass(frozen=True)
class Entry:
    """A file of a commit; its content lies in the object store under its SHA-256."""

    sha256: str
    size: int
    blob: str
    lfs: bool

    @property
    def oid(self):
        """What the client compares before it uploads a file."""
        return self.sha256 if self.lfs else self.blob

    def described(self, path):
        known = {"type": "file", "path": path, "size": self.size, "oid": self.blob}
        lfs = {"oid": self.sha256, "size": self.size, "pointerSize": 134}
        return {**known, "lfs": lfs} if self.lfs else known


@dataclasses.dataclass(frozen=True)
class Commit:
    oid: str
    parent: str | None
    files: dict
    title: str
    author: str


class Repository:
    """A history of commits; a commit is made in one step or not at all."""

    def __init__(self, name, owner, private=False):
        self.name, self.owner = name, owner
        self.private, self.gated = private, False
        self.commits, self.branches, self.tags = {}, {}, {}

    def commit(self, branch, files, title, author, parent=None):
        """Puts a commit on a branch; `parent` is what its author believes is there."""
        head = self.branches.get(branch)
        if parent and parent != head:
            raise Refused(412, "A commit has happened since. Please refresh.")
        listed = {path: dataclasses.astuple(entry) for path, entry in files.items()}
        content = json.dumps([head, listed, title, author], sort_keys=True)
        oid = hashlib.sha1(content.encode()).hexdigest()
        self.commits[oid] = Commit(oid, head, dict(files), title, author)
        self.branches[branch] = oid
        return oid

    def at(self, revision):
        """Returns the commit that a branch, a tag or a hash names."""
        oid = self.branches.get(revision) or self.tags.get(revision) or revision
        if oid not in self.commits:
            raise Refused(404, "Invalid rev id", "RevisionNotFound")
        return self.commits[oid]

    def history(self, revision):
        commit = self.at(revision)
        while commit:
            yield commit
            commit = self.commits.get(commit.parent)


class Store:
    """All repositories, and a folder of objects named by their SHA-256."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.repositories = {}

    def clear(self):
        self.repositories.clear()
        for path in self.folder.iterdir():
            path.unlink()

    def create(self, name, owner, private=False):
        if name in self.repositories:
            raise Refused(409, "You already created this model repo")
        repository = Repository(name, owner, private)
        files = {path: self.add(path, content) for path, content in START.items()}
        repository.commit("main", files, "initial commit", owner)
        self.repositories[name] = repository
        return repository

    def path(self, sha256):
        return self.folder / sha256

    def add(self, path, content):
        """Stores the content of a file that came inside a commit."""
        sha256 = hashlib.sha256(content).hexdigest()
        self.path(sha256).write_bytes(content)
        header = b"blob %d\0" % len(content)
        blob = hashlib.sha1(header + content).hexdigest()
        return Entry(sha256, len(content), blob, is_lfs(path, len(content)))

    def entry(self, sha256):
        """Returns the entry of an object that was uploaded before the commit."""
        if not self.path(sha256).is_file():
            raise Refused(400, f"The object {sha256} was not uploaded")
        size = self.path(sha256).stat().st_size
        pointer = f"oid sha256:{sha256}\nsize {size}\n".encode()
        return Entry(sha256, size, hashlib.sha1(pointer).hexdigest(), True)


def is_lfs(path, size):
    return path.endswith(LFS_SUFFIXES) or size > LFS_BYTES
