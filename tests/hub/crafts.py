"""What an attacker or a broken disk could have made of a file of weights.

A craft is a function of the open file and of its folder.
"""

import zlib

import h5py
import numpy as np

KERNEL, BIAS = "layers/dense/vars/0", "layers/dense/vars/1"
VALUES = np.ones((2, 3), np.float32)


def shape_bomb(file, folder):
    del file[KERNEL]
    shape = (30_000, 30_000)
    file.create_dataset(KERNEL, shape, "f4", compression="gzip", fillvalue=0)


def chunk_bomb(file, folder):
    del file[KERNEL]
    options = {"maxshape": (None, None), "chunks": (16_000, 16_000)}
    file.create_dataset(KERNEL, (2, 3), "f4", compression="gzip", **options)


def external_link(file, folder):
    with h5py.File(folder / "other.h5", "w") as other:
        other["x"] = VALUES
    del file[KERNEL]
    file[KERNEL] = h5py.ExternalLink(str(folder / "other.h5"), "/x")


def external_group(file, folder):
    del file["layers/dense"]
    file["layers/dense"] = h5py.ExternalLink(str(folder / "other.h5"), "/x")


def soft_link(file, folder):
    del file[KERNEL]
    file[KERNEL] = h5py.SoftLink(f"/{BIAS}")


def soft_group(file, folder):
    del file["layers/dense"]
    file["layers/dense"] = h5py.SoftLink("/nowhere")


def hard_link_cycle(file, folder):
    file["layers/dense/layers"] = file["layers"]


def external_storage(file, folder):
    (folder / "raw").write_bytes(VALUES.tobytes())
    del file[KERNEL]
    storage = [(str(folder / "raw"), 0, VALUES.nbytes)]
    file.create_dataset(KERNEL, (2, 3), "f4", external=storage)


def virtual(file, folder):
    layout = h5py.VirtualLayout((2, 3), "f4")
    layout[:] = h5py.VirtualSource(folder / "other.h5", "x", (2, 3))
    del file[KERNEL]
    file.create_virtual_dataset(KERNEL, layout)


def replaced(value):
    def craft(file, folder):
        del file[KERNEL]
        file[KERNEL] = value

    return craft


def object_references(file, folder):
    del file[KERNEL]
    file.create_dataset(KERNEL, (2, 3), h5py.ref_dtype)


def strings(file, folder):
    del file[KERNEL]
    file.create_dataset(KERNEL, (2, 3), h5py.string_dtype())


def extra_group(file, folder):
    file["layers/dense_1/vars/0"] = VALUES


def extra_empty_group(file, folder):
    file.create_group("optimizer")


def extra_array(file, folder):
    file["layers/dense/vars/2"] = VALUES


def missing_array(file, folder):
    del file[BIAS]


def missing_layer(file, folder):
    del file["layers"]


def group_for_array(file, folder):
    del file[KERNEL]
    file.create_group(KERNEL)


def array_for_group(file, folder):
    del file["layers/dense/vars"]
    file["layers/dense/vars"] = VALUES


def other_filter(file, folder):
    del file[KERNEL]
    file.create_dataset(KERNEL, data=VALUES, compression="lzf")


def described(filters=(), chunks=(2, 3)):
    """An array with these filters, none of whose values is in the file."""

    def craft(file, folder):
        del file[KERNEL]
        plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        plist.set_chunk(chunks)
        for number in filters:
            plist.set_filter(number, h5py.h5z.FLAG_OPTIONAL)
        group, shape = file["layers/dense/vars"].id, h5py.h5s.create_simple((2, 3))
        h5py.h5d.create(group, b"0", h5py.h5t.IEEE_F32LE, shape, plist)

    return craft


def stored_as(data):
    """An array of one gzip chunk with these bytes."""

    def craft(file, folder):
        del file[KERNEL]
        options = {"chunks": (2, 3), "compression": "gzip"}
        array = file.create_dataset(KERNEL, (2, 3), "f4", **options)
        array.id.write_direct_chunk((0, 0), data)

    return craft


def many_links(file, folder):
    for number in range(5000):
        file.id.links.create_soft(b"%d" % number, b"/nowhere")


def many_chunks(file, folder):
    del file[KERNEL]
    file.create_dataset(KERNEL, (2, 3), "f4", chunks=(1, 1), fillvalue=1)


BOMB, ZEROS = zlib.compress(bytes(1 << 25)), zlib.compress(bytes(40_000))
LZ4 = 32004


CRAFTED = [
    (shape_bomb, r"has shape \(30000, 30000\), the network needs \(2, 3\)"),
    (chunk_bomb, "can grow"),
    (external_link, "is a ExternalLink"),
    (external_group, "is a ExternalLink"),
    (soft_link, "is a SoftLink"),
    (soft_group, "is a SoftLink"),
    (hard_link_cycle, "'layers/dense/layers' does not belong"),
    (external_storage, "outside the file"),
    (virtual, "outside the file"),
    (replaced(np.full((2, 3), np.nan, "f4")), "not finite"),
    (replaced(np.full((2, 3), np.inf, "f2")), "not finite"),
    (replaced(VALUES.astype("f8")), "has type float64"),
    (replaced(VALUES.astype("c8")), "has type complex64"),
    (replaced(VALUES.astype("i4")), "has type int32"),
    (replaced(VALUES.T), r"has shape \(3, 2\)"),
    (object_references, "has type object"),
    (strings, "has type object"),
    (extra_group, "'layers/dense_1' does not belong"),
    (extra_empty_group, "'optimizer' does not belong"),
    (extra_array, "'layers/dense/vars/2' does not belong"),
    (missing_array, "weights of 'layers/dense/vars/1' are missing"),
    (missing_layer, "weights of 'layers/dense/vars/0' are missing"),
    (group_for_array, "is not a dataset"),
    (array_for_group, "'layers/dense/vars' does not belong"),
    (other_filter, "filter other than gzip"),
    (described([h5py.h5z.FILTER_DEFLATE] * 2), "filter other than gzip"),
    (described([h5py.h5z.FILTER_NBIT]), "filter other than gzip"),
    (described([LZ4]), "filter other than gzip"),
    (described(), "'layers/dense/vars/0' are not in the file"),
    (many_chunks, "'layers/dense/vars/0' are not in the file"),
    (stored_as(BOMB), "has a chunk of [0-9]+ bytes for 24"),
    (stored_as(ZEROS), "does not decompress to its 24 bytes"),
    (stored_as(zlib.compress(bytes(23))), "gives 23 bytes, not 24"),
    (stored_as(zlib.compress(bytes(24))[:-1]), "does not decompress to its 24 bytes"),
    (stored_as(b"no gzip"), "cannot be decompressed"),
    (replaced(h5py.Empty("f4")), "has no shape"),
    (many_links, "more than 4096 objects"),
    (lambda file, folder: file.create_group("x" * 60_000), "more than 255 bytes"),
]
