"""Text files, plain or gzipped, line by line."""

import gzip
import zlib
from contextlib import contextmanager

from keras_seqzoo.data.errors import DataError

GZIP_MAGIC = b"\x1f\x8b"
BOM = b"\xef\xbb\xbf"
BROKEN = (EOFError, gzip.BadGzipFile, zlib.error)


def open_bytes(path):
    """Opens a file for reading bytes, through gzip if it begins like one."""
    with open(path, "rb") as file:
        magic = file.read(2)
    return gzip.open(path, "rb") if magic == GZIP_MAGIC else open(path, "rb")


@contextmanager
def open_text(path):
    r"""Opens a text file, plain or gzipped, as an iterator of its lines.

    Lines end at `\n` or `\r\n`, which is cut off; a byte order mark is dropped.

    Args:
        path: The file.

    Returns:
        Context manager of an iterator of `str`; it holds one line at a time.

    Raises:
        DataError: If a line is not UTF-8 or the gzip stream is broken; names the line.
        FileNotFoundError: If there is no such file.

    Example:

    >>> _ = Path("words.txt").write_text("one\ntwo\n")
    >>> with open_text("words.txt") as lines:
    ...     print(list(lines))
    ['one', 'two']
    """
    with open_bytes(path) as file:
        yield decoded_lines(path, file)


def decoded_lines(path, file):
    number = 0
    try:
        for number, line in enumerate(file, 1):
            yield decode(path, number, line)
    except BROKEN as error:
        raise DataError(
            path, number + 1, f"broken gzip stream ({error}).", "Fetch the file anew."
        ) from error


def decode(path, number, line):
    """Returns a line of bytes as `str`, without its end."""
    if number == 1:
        line = line.removeprefix(BOM)
    try:
        return line.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8")
    except UnicodeDecodeError as error:
        raise DataError(
            path,
            number,
            f"not UTF-8 (byte 0x{line[error.start]:02x} at {error.start}).",
            "Convert the file to UTF-8.",
        ) from error


def read_plain(path):
    r"""Returns the whole text of a UTF-8 file, plain or gzipped, line ends as they are.

    Args:
        path: The file.

    Raises:
        DataError: If it is not UTF-8 or the gzip stream is broken; names the line.

    Example:

    >>> _ = Path("words.txt").write_text("one two")
    >>> read_plain("words.txt")
    'one two'
    """
    try:
        with open_bytes(path) as file:
            content = file.read().removeprefix(BOM)
    except BROKEN as error:
        raise DataError(
            path, None, f"broken gzip stream ({error}).", "Fetch the file anew."
        ) from error
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DataError(
            path,
            line,
            f"not UTF-8 (byte 0x{content[error.start]:02x}).",
            "Convert the file to UTF-8.",
        ) from error
