"""Files of weights that an attacker or a broken disk could have made."""

import resource
import struct
import zipfile
import zlib

import h5py
import numpy as np
import pytest
from networks import dense

from keras_seqzoo.hub import load_weights, read_arrays, save_weights

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


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "model.weights.h5"
    save_weights(dense(), path)
    return path


@pytest.mark.parametrize("craft, message", CRAFTED)
def test_crafted_file_is_refused_and_changes_nothing(path, craft, message):
    with h5py.File(path, "a") as file:
        craft(file, path.parent)
    network = dense()
    before = network.get_weights()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ValueError, match=message):
        load_weights(network, path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak < 200_000
    for mine, theirs in zip(before, network.get_weights(), strict=True):
        np.testing.assert_array_equal(mine, theirs)


def test_chunks_that_are_larger_than_their_array(path):
    """HDF5 writes no such file; it allocates the chunk to read a value."""
    with h5py.File(path, "a") as file:
        described(chunks=(1, 3))(file, path.parent)
    stated = struct.pack("<3I", 1, 3, 4)
    content = path.read_bytes()
    assert content.count(stated) == 1
    path.write_bytes(content.replace(stated, struct.pack("<3I", 1 << 14, 1 << 14, 4)))
    with pytest.raises(ValueError, match="has chunks .*, larger than it is"):
        load_weights(dense(), path)


def test_bytes_that_no_array_needs(path):
    with path.open("ab") as file:
        file.truncate(1 << 30)
    with pytest.raises(ValueError, match="more than 4194376 bytes for 9 numbers"):
        read_arrays(path, {KERNEL: (2, 3), BIAS: (3,)})


def test_blocks_are_what_hdf5_reads(tmp_path):
    """Chunks that end beyond the array, shuffled or not, or that do not shrink."""
    path = tmp_path / "model.weights.h5"
    rng = np.random.default_rng(1)
    arrays = {
        "noise": rng.integers(0, 1 << 32, (50, 70), "u4").view("i4"),
        "wide": rng.standard_normal((3, 5, 7)).astype(">f4"),
        "half": rng.standard_normal(1000).astype("f2"),
        "none": np.zeros((0, 3), "f4"),
    }
    with h5py.File(path, "w") as file:
        for name, array in arrays.items():
            chunks = tuple(max(1, size // 2 - 1) for size in array.shape)
            for shuffle in (False, True):
                options = {"compression": "gzip", "shuffle": shuffle, "chunks": chunks}
                options = options if array.size else {}
                file.create_dataset(f"{name}/{shuffle:d}", data=array, **options)
    shapes = {f"{n}/{s}": a.shape for n, a in arrays.items() for s in (0, 1)}
    for name, array in read_arrays(path, shapes).items():
        np.testing.assert_array_equal(array, arrays[name[:-2]])


def test_the_untouched_file_is_accepted(path):
    load_weights(dense(), path)


@pytest.mark.parametrize("kept", [0, 10, 700, -1])
def test_truncated_file(path, kept):
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(ValueError, match="Cannot load the weights .*model.weights.h5"):
        load_weights(dense(), path)


def test_zip_under_the_name_of_weights(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("config.json", "{}")
    with pytest.raises(ValueError, match="Cannot load the weights"):
        load_weights(dense(), path)


def test_damaged_compressed_data(tmp_path):
    path = tmp_path / "model.weights.h5"
    save_weights(dense(60, 50), path)
    content = bytearray(path.read_bytes())
    with h5py.File(path) as file:
        offset = file[KERNEL].id.get_chunk_info(0).byte_offset
    content[offset + 200] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(ValueError, match="Cannot load the weights"):
        load_weights(dense(60, 50), path)
