"""Texts from the arguments, or the lines of standard input as they arrive."""

import sys

from keras_seqzoo.cli.errors import BAD_DATA, CommandError

BLOCK = 1 << 16
BATCH = 64


def batches(arguments):
    """Yields lists of texts: the arguments, or standard input when there are none.

    A batch is what has arrived, so a slow writer gets each answer at once and a fast
    one gets full batches.
    """
    if arguments:
        yield from chunks(arguments)
    else:
        yield from decoded(arrived(standard_input()))


def standard_input():
    if sys.stdin is None:
        raise CommandError("give texts as arguments: there is no standard input", 2)
    if sys.stdin.isatty():
        print("Reading lines from the terminal; end with Ctrl-D.", file=sys.stderr)
    return sys.stdin.buffer


def arrived(stream):
    """Yields lists of the complete lines (bytes, no line ends) of each read."""
    parts = []
    while block := stream.read1(BLOCK):
        first, newline, others = block.partition(b"\n")
        parts.append(first)
        if newline:
            *lines, rest = others.split(b"\n")
            yield [b"".join(parts), *lines]
            parts = [rest]
    if last := b"".join(parts):
        yield [last]


def decoded(groups):
    """Yields lists of strings of at most `BATCH` lines.

    Raises:
        CommandError: At the first line that is not UTF-8, after all lines before it.
    """
    number = 0
    for group in groups:
        texts = []
        for line in group:
            number += 1
            try:
                texts.append(decode(line, number))
            except UnicodeDecodeError as error:
                yield from chunks(texts)
                raise CommandError(not_utf8(error, number), BAD_DATA) from error
        yield from chunks(texts)


def decode(line, number):
    codec = "utf-8-sig" if number == 1 else "utf-8"
    return line.removesuffix(b"\r").decode(codec)


def not_utf8(error, number):
    byte = error.object[error.start]
    return (
        f"standard input, line {number}: byte 0x{byte:02x} at position "
        f"{error.start + 1} is not UTF-8; convert the input, for example with iconv"
    )


def chunks(texts):
    for start in range(0, len(texts), BATCH):
        yield texts[start : start + BATCH]
