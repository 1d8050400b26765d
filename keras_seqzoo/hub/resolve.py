"""From the handle of a preset to a verified local folder."""

import difflib
import logging
import os
from pathlib import Path

from keras_seqzoo.hub.bundled import NAME, bundled_presets
from keras_seqzoo.hub.inventory import verify_files
from keras_seqzoo.hub.manifest import read_manifest
from keras_seqzoo.hub.manifest_checks import FILE_NAME

HUB_PREFIX = "hf://"
log = logging.getLogger("keras_seqzoo")


def resolve(handle, token=False):
    """Returns the local folder of a preset after checking size and hash of its files.

    Args:
        handle: One of
            - the name of a bundled preset, such as `"ner_bilstm_crf.open"`;
            - a local folder with a `preset.json`, as a path or a string;
            - `"hf://owner/name"` or `"hf://owner/name@revision"`, a repository on the
              Hugging Face Hub.
        token: Access token for the Hub, `True` for the stored one, `False` for none.

    Returns:
        A `pathlib.Path`.

    Raises:
        ValueError: If there is no such preset or a file of it is not what its manifest
            says.
        keras_seqzoo.hub.HubError: If the Hub does not give the preset.

    Example:

    >>> keras_seqzoo.hub.resolve("ner_bilstm_crf.open").name
    'ner_bilstm_crf.open'
    """
    folder, origin = locate(handle, token)
    verify_files(folder, read_manifest(folder))
    log.info("Preset %s: %s (%s), files verified.", handle, folder, origin)
    return folder


def locate(handle, token):
    """Returns `(folder, where it comes from)`; the files are not yet verified."""
    if str(handle).startswith(HUB_PREFIX):
        from keras_seqzoo.hub.remote import download

        return download(str(handle).removeprefix(HUB_PREFIX), token), "Hugging Face Hub"
    if isinstance(handle, str) and handle in (names := bundled_presets()):
        return names[handle], "bundled"
    if is_local(handle):
        return Path(handle), "local folder"
    raise ValueError(unknown_message(handle))


def is_local(handle):
    """Whether a handle is meant as a folder: it is one, or it looks like a path."""
    if os.path.isfile(os.path.join(handle, FILE_NAME)):
        return True
    looks_like_path = isinstance(handle, os.PathLike) or not NAME.fullmatch(handle)
    return looks_like_path and os.path.isdir(handle)


def unknown_message(handle):
    near = difflib.get_close_matches(str(handle), bundled_presets(), n=3)
    hint = f"Did you mean {' or '.join(map(repr, near))}? " if near else ""
    return (
        f"There is no preset {str(handle)!r}. {hint}A handle is a name (see "
        "`keras-seqzoo list`), a folder with a preset.json or "
        "'hf://owner/name[@revision]'."
    )
