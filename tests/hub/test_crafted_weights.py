"""Files of weights that an attacker or a broken disk could have made."""

import resource
import zipfile

import h5py
import numpy as np
import pytest
from networks import dense

from keras_seqzoo.hub import load_weights, save_weights

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
