"""From the handle of a preset to a verified local folder."""

import contextlib
import difflib
import logging
import os
from pathlib import Path

from keras_seqzoo.hub.bundled import NAME, VARIABLE, bundled_presets
from keras_seqzoo.hub.errors import DamagedFile
from keras_seqzoo.hub.inventory import verify_files
from keras_seqzoo.hub.manifest import read_manifest
from keras_seqzoo.hub.manifest_checks import FILE_NAME
from keras_seqzoo.hub.published import published_presets

HUB_PREFIX = "hf://"
HUB, CACHE = "downloaded from the Hugging Face Hub", "cache of the Hugging Face Hub"
log = logging.getLogger("keras_seqzoo")


def resolve(handle, token=False):
    """Returns the local folder of a preset after checking size and hash of its files.

    Args:
        handle: One of
            - the name of a preset, such as `"ner_bilstm_crf.open"`: one that is
              bundled, else one of the zoo that is on the Hub, at its pinned commit;
            - a local folder with a `preset.json`, as a path or a string;
            - `"hf://owner/name"` or `"hf://owner/name@revision"`, a repository on the
              Hugging Face Hub.
        token: Access token for the Hub, `True` for the stored one, `False` for none.

    Returns:
        A `pathlib.Path`.

    Raises:
        TypeError: If `handle` is neither `str` nor path.
        ValueError: If there is no such preset or a file of it is not what its manifest
            says.
        keras_seqzoo.hub.HubError: If the Hub does not give the preset.

    Example:

    >>> keras_seqzoo.hub.resolve("ner_bilstm_crf.open").name
    'ner_bilstm_crf.open'
    """
    folder, origin = locate(handle, token)
    with fetched_anew(origin):
        verify_files(folder, read_manifest(folder))
    log.info("Preset %s: %s (%s), files verified.", handle, folder, origin)
    return folder


def locate(handle, token):
    """Returns `(folder, where it comes from)`; the files are not yet verified."""
    if not isinstance(handle, (str, os.PathLike)):
        raise TypeError(
            "`handle` must be the name of a preset, a folder or 'hf://owner/name'. "
            f"Received: {handle!r}"
        )
    if str(handle).startswith(HUB_PREFIX):
        from keras_seqzoo.hub.remote import download

        return of_hub(download, str(handle).removeprefix(HUB_PREFIX), token)
    if isinstance(handle, str) and handle in (names := bundled_presets()):
        return names[handle], "bundled"
    if is_local(handle):
        return Path(handle), "local folder"
    if publication := published_presets().get(handle):
        from keras_seqzoo.hub.remote import download_pinned

        return of_hub(download_pinned, publication)
    raise ValueError(unknown_message(handle))


def of_hub(download, *arguments):
    """Downloads and says whether the cache had it all."""
    with fetched_anew(CACHE):
        folder, fetched = download(*arguments)
    return folder, HUB if fetched else CACHE


@contextlib.contextmanager
def fetched_anew(origin):
    """Removes a damaged file from the cache, so that the next call fetches it."""
    try:
        yield
    except DamagedFile as error:
        if origin not in (HUB, CACHE):
            raise
        from keras_seqzoo.hub.remote import forget

        forget(error.path)
        raise ValueError(f"{error} It was removed from the cache.") from error


def is_local(handle):
    """Whether a handle is meant as a folder: it is one, or it looks like a path."""
    if os.path.isfile(os.path.join(handle, FILE_NAME)):
        return True
    looks_like_path = isinstance(handle, os.PathLike) or not NAME.fullmatch(handle)
    return looks_like_path and os.path.isdir(handle)


def unknown_message(handle):
    known = published_presets()
    if handle in known:
        return (
            f"The preset {handle!r} is not part of this installation and is not on the "
            "Hugging Face Hub yet. It is in the folder zoo of the source repository: "
            f"set {VARIABLE} to that folder."
        )
    near = difflib.get_close_matches(str(handle), {*bundled_presets(), *known}, n=3)
    hint = f"Did you mean {' or '.join(map(repr, near))}? " if near else ""
    return (
        f"There is no preset {str(handle)!r}. {hint}A handle is a name (see "
        "`keras-seqzoo list`), a folder with a preset.json or "
        "'hf://owner/name[@revision]'."
    )
