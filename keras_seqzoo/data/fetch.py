"""Public files by name: from a data folder, the cache or the source."""

import hashlib
from pathlib import Path

from keras_seqzoo.data.download import CHUNK, download
from keras_seqzoo.data.errors import DataError
from keras_seqzoo.data.files import BROKEN, open_bytes
from keras_seqzoo.data.folders import VARIABLE, data_folders
from keras_seqzoo.data.sources import source_of

REMOVE = "Remove the file and fetch it anew."


def fetch(name, folder=None):
    """Returns the path of a public file, verified by its sha256.

    Looks for `name`, plain or with `.gz`, below `$KERAS_SEQZOO_DATA` and the cache
    (`~/.cache/keras_seqzoo`); else downloads it to the cache, where its dataset may be
    downloaded from a public place.

    Args:
        name: `dataset/file`, one of `list_sources()`.
        folder: Folder to use instead of the cache.

    Returns:
        `Path` of the file, plain or gzipped; the readers take both.

    Raises:
        ValueError: If the name is unknown.
        DataError: If a file found or downloaded has another content.
        FileNotFoundError: If there is none and it can not be downloaded; says why and
            how to get it.
        ConnectionError: If the download fails.

    Example:

    >>> path = fetch("lm/tinyshakespeare/input.txt")
    >>> read_plain(path)[:14]
    'First Citizen:'
    """
    *others, cache = data_folders()
    return obtain(source_of(name), others, cache if folder is None else Path(folder))


def obtain(source, folders, cache):
    """The file of a source from one of `folders` or from `cache`, where it may come."""
    path = find(source, [*folders, cache])
    if path:
        verify(source, path)
        return path
    if not source.url:
        raise FileNotFoundError(missing(source, [*folders, cache]))
    target = cache / source.name
    download(source, target)
    return target


def find(source, folders):
    """The first file of that name, plain or gzipped, or `None`."""
    paths = (f / f"{source.name}{end}" for f in folders for end in ("", ".gz"))
    return next((path for path in paths if path.is_file()), None)


def verify(source, path):
    """Raises `DataError` unless the uncompressed content has the right sha256."""
    digest = hashlib.sha256()
    try:
        with open_bytes(path) as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
    except BROKEN as error:
        raise DataError(path, None, f"broken gzip stream ({error}).", REMOVE) from error
    if digest.hexdigest() != source.sha256:
        what = f"sha256 of the content {digest.hexdigest()}, not {source.sha256}."
        raise DataError(path, None, what, REMOVE)


def missing(source, folders):
    places = ", ".join(str(folder / source.name) for folder in folders)
    return (
        f"{source.name} is not at {places} (plain or .gz), and this package does not "
        f"download it (licence: {source.licence}). {source.remedy}, put it there, or "
        f"set {VARIABLE} to a folder that has it."
    )
