"""Presets on the Hugging Face Hub: exactly the files of the manifest, at one commit."""

import dataclasses
import warnings
from pathlib import Path

from keras_seqzoo.hub.client import COMMIT, IDENTITY, REFERENCE, endpoint
from keras_seqzoo.hub.errors import UnpinnedWarning
from keras_seqzoo.hub.failures import explained, status_of, unreachable
from keras_seqzoo.hub.inventory import check_file
from keras_seqzoo.hub.manifest import read_manifest
from keras_seqzoo.hub.manifest_checks import FILE_NAME

MAX_MANIFEST_BYTES = 1 << 20


@dataclasses.dataclass(frozen=True)
class Source:
    """A revision of a repository and the token to read it with."""

    repository: str
    revision: str | None
    token: str | bool = False

    def __str__(self):
        revision = f"@{self.revision}" if self.revision else ""
        return f"hf://{self.repository}{revision}"

    @property
    def arguments(self):
        """The arguments of the client that say what is wanted and who asks."""
        wanted = {"repo_id": self.repository, "revision": self.revision}
        return wanted | {"token": self.token, "endpoint": endpoint(), **IDENTITY}


def download(reference, token=False):
    """Downloads a preset into the cache of huggingface_hub.

    Args:
        reference: `"owner/name"` or `"owner/name@revision"`.
        token: Access token, `True` for the stored one, `False` for none.

    Returns:
        The folder of the snapshot as a `pathlib.Path`, whose files are not verified,
        and whether anything had to be fetched.

    Raises:
        ValueError: If the reference or the manifest is not valid.
        HubError: If the Hub cannot be reached, has no such preset or gives no access.
    """
    source = parse(reference, token)
    manifest_file, fetched = fetch(source, FILE_NAME)
    return download_files(source, manifest_file.parent, fetched)


def download_pinned(publication):
    """As `download` for a preset whose commit and files are known beforehand.

    Raises:
        ValueError: If its manifest is not the one that was published.
        HubError: As `download`.
    """
    source = Source(publication.repository, publication.commit)
    record = publication.files[FILE_NAME]
    manifest_file, fetched = fetch(source, FILE_NAME, record["size"])
    check_file(manifest_file, record)
    return download_files(source, manifest_file.parent, fetched)


def download_files(source, folder, fetched):
    """Downloads what the manifest in `folder` lists, at the commit of that folder."""
    at_commit = dataclasses.replace(source, revision=folder.name)
    for path, record in read_manifest(folder).files.items():
        fetched |= fetch(at_commit, path, record["size"])[1]
    return folder, fetched


def parse(reference, token):
    """Splits `owner/name[@revision]`; warns if the revision can move."""
    match = REFERENCE.fullmatch(reference)
    if not match:
        raise ValueError(
            f"A handle on the Hub is 'hf://owner/name' or 'hf://owner/name@revision'. "
            f"Received: 'hf://{reference}'"
        )
    source = Source(*match.groups(), token)
    if not COMMIT.fullmatch(source.revision or ""):
        warnings.warn(
            f"'{source}' names no commit, so what it gives can change. "
            "Add @ and the 40 digits of a commit to pin it.",
            UnpinnedWarning,
            stacklevel=2,
        )
    return source


def fetch(source, path, size=None):
    """Returns where a file lies in the cache and whether it had to be downloaded.

    A file of a known commit is taken from the cache without a request, any other after
    one question to the Hub, which also tells the size. The client alone would ask an
    unreachable Hub six times, for 25 seconds.
    """
    if COMMIT.fullmatch(source.revision or "") and (known := cached(source, path)):
        return known, False
    with explained(source, path):
        try:
            offered = offered_size(source, path)
        except Exception as error:
            if may_use_cache(error) and (known := cached(source, path)):
                return known, False
            raise
    check_size(path, offered, size)
    with explained(source, path):
        return fetch_file(source, path)


def cached(source, path):
    """Returns the path of a file in the cache, `None` if it is not there."""
    from huggingface_hub import try_to_load_from_cache

    found = try_to_load_from_cache(source.repository, path, revision=source.revision)
    return Path(found) if isinstance(found, str) else None


def offered_size(source, path):
    """Asks the Hub once for the size of a file; whoever is no Hub names no commit."""
    from huggingface_hub import get_hf_file_metadata, hf_hub_url
    from huggingface_hub.errors import FileMetadataError

    asked = source.arguments
    place = {key: asked.pop(key) for key in ("repo_id", "revision", "endpoint")}
    metadata = get_hf_file_metadata(hf_hub_url(filename=path, **place), **asked)
    if metadata.commit_hash is None:
        raise FileMetadataError("it names no commit")
    return metadata.size


def may_use_cache(error):
    """Whether the Hub was silent or ill, so that what it gave before may do."""
    return isinstance(error, unreachable()) or (status_of(error) or 0) >= 500


def fetch_file(source, path):
    from huggingface_hub import hf_hub_download

    before = cached(source, path)
    found = Path(hf_hub_download(filename=path, **source.arguments))
    return found, found != before


def forget(path):
    """Removes a damaged file from the cache, so that it is fetched anew."""
    path = Path(path)
    path.resolve().unlink(missing_ok=True)
    path.unlink(missing_ok=True)


def check_size(path, offered, stated):
    """Checks the size that the Hub announces before anything is downloaded."""
    if offered is None:
        return
    if stated is None and offered > MAX_MANIFEST_BYTES:
        raise ValueError(
            f"The Hub's {path} has {offered} bytes, too many for a manifest."
        )
    if stated is not None and offered != stated:
        raise ValueError(
            f"The Hub's {path} has {offered} bytes, the manifest says {stated}. "
            "Nothing was downloaded; ask its owner to publish the preset again."
        )
