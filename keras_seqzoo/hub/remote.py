"""Presets on the Hugging Face Hub: exactly the files of the manifest, at one commit."""

import re
import warnings
from pathlib import Path

from keras_seqzoo._version import __version__
from keras_seqzoo.hub.errors import HubError
from keras_seqzoo.hub.manifest import read_manifest
from keras_seqzoo.hub.manifest_checks import FILE_NAME

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

    where = f"hf://{repository}@{revision}" if revision else f"hf://{repository}"
    reason, remedy = diagnose(error)
    detail = reason.format(path=path, endpoint=constants.ENDPOINT, error=error)
    return f"{where}: {detail}. {remedy}"


def diagnose(error):
    """Returns `(reason, remedy)` for an exception of huggingface_hub."""
    from huggingface_hub import errors

    table = {
        errors.GatedRepoError: (
            "access to it must be granted",
            "Ask for access on its page and pass `token`.",
        ),
        errors.RepositoryNotFoundError: (
            "{endpoint} has no such repository, or it is private",
            "Check the name or pass `token`.",
        ),
        errors.RevisionNotFoundError: (
            "it has no such revision",
            "Check what follows the @.",
        ),
        errors.RemoteEntryNotFoundError: (
            "it has no file {path}",
            "It is not a complete preset of keras_seqzoo.",
        ),
        (errors.LocalEntryNotFoundError, errors.OfflineModeIsEnabled): (
            "{path} is not in the cache and {endpoint} cannot be reached",
            "Connect to the network or use a bundled preset (`keras-seqzoo list`).",
        ),
        Exception: ("{endpoint} failed for {path}: {error}", "Try again later."),
    }
    return next(text for kind, text in table.items() if isinstance(error, kind))
