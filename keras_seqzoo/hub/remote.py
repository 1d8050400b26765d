"""Presets on the Hugging Face Hub: exactly the files of the manifest, at one commit."""

import re
import warnings
from pathlib import Path

from keras_seqzoo._version import __version__
from keras_seqzoo.hub.errors import HubError
from keras_seqzoo.hub.manifest import FILE_NAME, read_manifest

REPOSITORY = re.compile(r"([\w.-]+/[\w.-]+)(?:@([\w./-]+))?", re.ASCII)
COMMIT = re.compile(r"[0-9a-f]{40}")
MAX_MANIFEST_BYTES = 1 << 20


def download(reference, token=False):
    """Downloads a preset into the cache of huggingface_hub.

    Args:
        reference: `"owner/name"` or `"owner/name@revision"`.
        token: Access token, `True` for the stored one, `False` for none.

    Returns:
        The folder of the snapshot as a `pathlib.Path`; its files are not verified.

    Raises:
        ValueError: If the reference or the manifest is not valid.
        HubError: If the Hub cannot be reached, has no such preset or gives no access.
    """
    repository, revision = parse(reference)
    manifest_file = fetch(repository, revision, FILE_NAME, token)
    folder = manifest_file.parent
    for path, record in read_manifest(folder).files.items():
        fetch(repository, folder.name, path, token, record["size"])
    return folder


def parse(reference):
    """Splits `owner/name[@revision]`; warns if the revision can move."""
    match = REPOSITORY.fullmatch(reference)
    if not match:
        raise ValueError(
            f"A handle on the Hub is 'hf://owner/name' or 'hf://owner/name@revision'. "
            f"Received: 'hf://{reference}'"
        )
    repository, revision = match.groups()
    if not COMMIT.fullmatch(revision or ""):
        warnings.warn(
            f"'hf://{reference}' names no commit, so what it gives can change. "
            "Add @ and the 40 digits of a commit to pin it.",
            stacklevel=2,
        )
    return repository, revision


def fetch(repository, revision, path, token, size=None):
    """Downloads one file after a look at its size; returns where it lies."""
    from huggingface_hub import hf_hub_download

    request = {
        "repo_id": repository,
        "filename": path,
        "revision": revision,
        "token": token,
        "library_name": "keras_seqzoo",
        "library_version": __version__,
    }
    try:
        check_size(path, hf_hub_download(**request, dry_run=True).file_size, size)
        return Path(hf_hub_download(**request))
    except hub_exceptions() as error:
        raise HubError(explain(repository, revision, path, error)) from error


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


def hub_exceptions():
    """Returns every exception that huggingface_hub raises for a failed download."""
    from huggingface_hub import errors
    from huggingface_hub.utils import httpx

    return (
        OSError,
        errors.EntryNotFoundError,
        errors.HFValidationError,
        errors.XetDownloadError,
        httpx.HTTPError,
    )


def explain(repository, revision, path, error):
    """Returns one sentence of what failed and one of what to do."""
    from huggingface_hub import constants

    where = f"{repository}@{revision}" if revision else repository
    return f"hf://{where}: {reason(path, error, constants.ENDPOINT)}"


def reason(path, error, endpoint):
    from huggingface_hub import errors

    if isinstance(error, errors.GatedRepoError):
        return "access must be granted first. Ask for it on its page and pass `token`."
    if isinstance(error, errors.RepositoryNotFoundError):
        return f"no such repository on {endpoint}, or a private one. Check it or pass `token`."
    if isinstance(error, errors.RevisionNotFoundError):
        return "the repository has no such revision. Check what follows the @."
    if isinstance(error, errors.RemoteEntryNotFoundError):
        return f"the repository has no file {path}. It is not a complete keras_seqzoo preset."
    if isinstance(error, (errors.LocalEntryNotFoundError, errors.OfflineModeIsEnabled)):
        return (
            f"{path} is not in the cache and {endpoint} cannot be reached. "
            "Connect to the network, or use a bundled preset (`keras-seqzoo list`)."
        )
    return f"{endpoint} failed for {path}: {type(error).__name__}: {error}"
