"""Files of weights that an attacker or a broken disk could have made."""

import resource
import struct
import zipfile

import h5py
import numpy as np
import pytest
from crafts import BIAS, CRAFTED, KERNEL, described
from networks import dense

from keras_seqzoo.hub import load_weights, read_arrays, save_weights


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
