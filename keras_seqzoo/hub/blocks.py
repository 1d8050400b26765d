"""The values of an array in a file of unknown origin, a block at a time.

HDF5 inflates a block to whatever size its bytes ask for, a thousand times their own.
So blocks are inflated here, up to the size that their shape gives and no further.
"""

import itertools
import math
import zlib

import h5py
import numpy as np

MAX_BLOCKS = 1 << 17
SHUFFLE, GZIP = h5py.h5z.FILTER_SHUFFLE, h5py.h5z.FILTER_DEFLATE
ALLOWED = (), (SHUFFLE,), (GZIP,), (SHUFFLE, GZIP)


def filters(item):
    """Returns the identifiers of the filters of an array, in the order of writing."""
    plist = item.id.get_create_plist()
    return tuple(plist.get_filter(i)[0] for i in range(plist.get_nfilters()))


def blocks(item, path):
    """Yields `(where it lies in the array, values)` of each block.

    Args:
        item: An `h5py.Dataset` with numbers and with filters of `ALLOWED`.
        path: Its path, for messages.

    Raises:
        ValueError: If a value is not in the file or cannot be read.
    """
    if not item.chunks:
        if item.id.get_storage_size() < item.nbytes:
            raise ValueError(not_stored(path))
        yield ..., item[()]
        return
    check_chunks(item, path)
    for corner in corners(item):
        ends = map(min, np.add(corner, item.chunks), item.shape)
        place = tuple(itertools.starmap(slice, zip(corner, ends, strict=True)))
        inside = tuple(slice(p.stop - p.start) for p in place)
        yield place, block_at(item, path, corner)[inside]


def not_stored(path):
    return f"the values of {path!r} are not in the file"


def check_chunks(item, path):
    """Checks that blocks are no larger than the array and not too many."""
    if any(c > s for c, s in zip(item.chunks, item.shape, strict=True)):
        raise ValueError(f"{path!r} has chunks {item.chunks}, larger than it is")
    if math.prod(steps(item)) > MAX_BLOCKS:
        raise ValueError(f"{path!r} is in more than {MAX_BLOCKS} chunks")


def steps(item):
    """Returns how many blocks there are along each axis."""
    return [-(-s // c) for s, c in zip(item.shape, item.chunks, strict=True)]


def corners(item):
    """Yields the first position of each block."""
    for index in np.ndindex(*steps(item)):
        yield tuple(i * c for i, c in zip(index, item.chunks, strict=True))


def block_at(item, path, corner):
    """Returns the block that begins at a position, padded to its full shape."""
    size = math.prod(item.chunks) * item.dtype.itemsize
    stored = item.id.get_chunk_info_by_coord(corner).size
    if not stored:
        raise ValueError(not_stored(path))
    if stored > 2 * size + 64:
        raise ValueError(f"{path!r} has a chunk of {stored} bytes for {size}")
    skipped, data = item.id.read_direct_chunk(corner)
    for i, kind in reversed(list(enumerate(filters(item)))):
        if not skipped >> i & 1:
            data = UNDO[kind](data, size, item.dtype.itemsize)
    if len(data) != size:
        raise ValueError(
            f"{path!r} has a chunk that gives {len(data)} bytes, not {size}"
        )
    return np.frombuffer(data, item.dtype).reshape(item.chunks)


def inflated(data, size, itemsize):
    """Returns what gzip made smaller, if it is `size` bytes."""
    inflater = zlib.decompressobj()
    try:
        content = inflater.decompress(data, size)
        more = inflater.decompress(inflater.unconsumed_tail, 1)
    except zlib.error as error:
        raise ValueError(f"a chunk cannot be decompressed: {error}") from error
    if more or not inflater.eof:
        raise ValueError(f"a chunk does not decompress to its {size} bytes")
    return content


def unshuffled(data, size, itemsize):
    """Returns values whose first bytes were stored first, then the second ones."""
    if len(data) % itemsize:
        raise ValueError("a chunk ends within a value")
    return np.frombuffer(data, np.uint8).reshape(itemsize, -1).T.tobytes()


UNDO = {SHUFFLE: unshuffled, GZIP: inflated}
