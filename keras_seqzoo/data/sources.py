"""The table of public files: where each comes from and what it must contain."""

import json
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

RAW = "https://raw.githubusercontent.com/{repository}/{commit}/{path}"


@dataclass(frozen=True)
class Source:
    """A file of a public dataset.

    Args:
        name: `dataset/file`, which is also its place below a data folder.
        sha256: Of the content, uncompressed.
        bytes: Length of the content, uncompressed.
        licence: Under which terms the dataset may be used.
        citation: What to cite.
        url: Where it is downloaded from; empty if it may or can not be.
        member: Name of the file within the zip archive at `url`, if it is one.
        remedy: How to get the file where `url` is empty.
    """

    name: str
    sha256: str
    bytes: int
    licence: str = ""
    citation: str = ""
    url: str = ""
    member: str = ""
    remedy: str = ""


@cache
def sources():
    """All sources by name, from `sources.json`."""
    table = json.loads(files(__package__).joinpath("sources.json").read_text("utf-8"))
    found = [
        source_from(f"{dataset}/{name}", entry, file)
        for dataset, entry in table["datasets"].items()
        for name, file in entry["files"].items()
    ]
    return {source.name: source for source in found}


def source_from(name, entry, file):
    return Source(
        name=name,
        sha256=file["sha256"],
        bytes=file["bytes"],
        licence=entry["licence"],
        citation=entry["citation"],
        url=RAW.format(**entry, path=file["path"]) if "path" in file else "",
        member=file.get("member", ""),
        remedy=entry.get("remedy", ""),
    )


def list_sources(prefix=""):
    """Names of the public files that start with `prefix`.

    Example:

    >>> list_sources("lm/tiny")
    ['lm/tinyshakespeare/input.txt']
    """
    return sorted(name for name in sources() if name.startswith(prefix))


def source_of(name):
    """Returns the `Source` of a name.

    Raises:
        ValueError: If there is none; names those that are near.
    """
    if name in sources():
        return sources()[name]
    near = list_sources(f"{name}/") or get_close_matches(
        name, sources(), n=5, cutoff=0.5
    )
    hint = f"Near: {', '.join(near)}." if near else "See list_sources() for all names."
    raise ValueError(f"Unknown file of a dataset: {name!r}. {hint}")
