"""One file over HTTP: checked, and whole or not at all."""

import hashlib
import io
import sys
import zipfile
from contextlib import contextmanager
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from keras_seqzoo.data.errors import DataError
from keras_seqzoo.files import replacing

CHUNK = 1 << 16
TIMEOUT = 30
LARGEST_ARCHIVE = 1 << 26
REMEDY = "Try again, or put the file there yourself."


def download(source, target):
    """Writes the content of a source to a file.

    The content goes to a temporary name in the same folder; only if its length and
    sha256 are right it gets the name `target`.

    Args:
        source: A `Source` with a `url`.
        target: `Path` of the file.

    Raises:
        ConnectionError: If the server can not be reached, refuses or stops half-way.
        DataError: If the content is not what it should be.
    """
    with replacing(target) as temporary, open(temporary, "wb") as file:
        try:
            with urlopen(source.url, timeout=TIMEOUT) as response:
                digest, size = copy(content_of(response, source), file, source)
        except (OSError, HTTPException) as error:
            raise ConnectionError(
                f"{source.url} could not be downloaded to {target}: {reason(error)}. "
                f"{REMEDY}"
            ) from error
        check(source, size, digest)


def reason(error):
    if isinstance(error, HTTPError):
        return f"the server answered {error.code} {error.reason}"
    return error.reason if isinstance(error, URLError) else error


def content_of(response, source):
    """The bytes of a source as a readable file: the answer or a member of its zip."""
    if not source.member:
        return response
    archive = response.read(LARGEST_ARCHIVE)
    try:
        return zipfile.ZipFile(io.BytesIO(archive)).open(source.member)
    except (zipfile.BadZipFile, KeyError) as error:
        what = f"no zip archive with {source.member} ({error})."
        raise DataError(source.url, None, what, REMEDY) from error


def copy(reader, file, source):
    """Copies at most one byte more than wanted; returns sha256 and length."""
    digest, size = hashlib.sha256(), 0
    with progress(source) as advance:
        while size <= source.bytes and (chunk := reader.read(CHUNK)):
            file.write(chunk)
            digest.update(chunk)
            size += len(chunk)
            advance(len(chunk))
    return digest.hexdigest(), size


@contextmanager
def progress(source):
    """A bar on standard error, if that is a terminal; yields how to advance it."""
    from rich.console import Console
    from rich.progress import Progress

    hidden = not sys.stderr.isatty()
    with Progress(console=Console(stderr=True), transient=True, disable=hidden) as bar:
        task = bar.add_task(source.name, total=source.bytes)
        yield lambda count: bar.advance(task, count)


def check(source, size, digest):
    if size < source.bytes:
        raise ConnectionError(
            f"{source.url} stopped after {size} of {source.bytes} bytes. {REMEDY}"
        )
    if digest != source.sha256:
        what = f"sha256 {digest}, not {source.sha256}."
        raise DataError(source.url, None, what, "The file has changed; do not use it.")
