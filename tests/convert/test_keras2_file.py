"""Files in the layout of Keras 2: read when plain, refused when not."""

import h5py
import numpy as np
import pytest

from keras_seqzoo.convert import read_keras2_weights

WEIGHTS = {
    "embedding": {"embedding/embeddings:0": np.ones((5, 3), "float32")},
    "dropout": {},
    "rnn": {
        "rnn/nas_cell/recurrent_kernel:0": np.ones((2, 16), "float32"),
        "rnn/nas_cell/kernel:0": np.zeros((3, 16), "float32"),
    },
}


def write(group, weights=WEIGHTS):
    group.attrs["layer_names"] = [name.encode() for name in weights]
    for layer, arrays in weights.items():
        of_layer = group.create_group(layer)
        of_layer.attrs["weight_names"] = [name.encode() for name in arrays]
        for name, array in arrays.items():
            of_layer[name] = array


@pytest.fixture
def path(tmp_path):
    return tmp_path / "weights.h5"


def changed(path, change):
    with h5py.File(path, "w") as file:
        write(file)
        change(file)
    return path


def assert_equal(found):
    assert [list(arrays) for arrays in found.values()] == [
        list(arrays) for arrays in WEIGHTS.values()
    ]
    for layer, arrays in WEIGHTS.items():
        for name, array in arrays.items():
            np.testing.assert_array_equal(found[layer][name], array)


def test_a_file_of_weights_is_read(path):
    assert_equal(read_keras2_weights(changed(path, lambda file: None)))


def test_a_file_of_a_model_is_read(path):
    with h5py.File(path, "w") as file:
        write(file.create_group("model_weights"))
        file.attrs["model_config"] = "never read"
    assert_equal(read_keras2_weights(path))


def test_long_lists_of_names_are_in_chunks(path):
    def split(file):
        del file.attrs["layer_names"]
        file.attrs["layer_names0"] = [b"embedding", b"dropout"]
        file.attrs["layer_names1"] = [b"rnn"]

    assert_equal(read_keras2_weights(changed(path, split)))


def without_names(file):
    del file.attrs["layer_names"]


def without_a_weight(file):
    del file["rnn"]["rnn/nas_cell/kernel:0"]


def soft_link(file):
    without_a_weight(file)
    file["rnn"]["rnn/nas_cell/kernel:0"] = h5py.SoftLink("/embedding")


def external_link(file):
    del file["rnn"]
    file["rnn"] = h5py.ExternalLink("other.h5", "/")


def external_data(file):
    without_a_weight(file)
    file["rnn"].create_dataset(
        "rnn/nas_cell/kernel:0", (3, 16), "float32", external="/etc/hostname"
    )


def group_for_a_weight(file):
    without_a_weight(file)
    file["rnn"].create_group("rnn/nas_cell/kernel:0")


def text_for_a_weight(file):
    without_a_weight(file)
    file["rnn"]["rnn/nas_cell/kernel:0"] = "text"


@pytest.mark.parametrize(
    "change, message",
    [
        (without_names, "lacks 'layer_names'"),
        (without_a_weight, "is missing"),
        (soft_link, "SoftLink, which is not allowed"),
        (external_link, "ExternalLink, which is not allowed"),
        (external_data, "outside the file"),
        (group_for_a_weight, "not a Dataset"),
        (text_for_a_weight, "type"),
    ],
)
def test_other_files_are_refused(path, change, message):
    with pytest.raises(ValueError, match=message):
        read_keras2_weights(changed(path, change))


def test_a_file_that_is_no_hdf5_is_refused(path):
    path.write_bytes(b"no HDF5")
    with pytest.raises(ValueError, match="Cannot read the weights"):
        read_keras2_weights(path)


def test_a_missing_file_is_refused(path):
    with pytest.raises(ValueError, match="must be a file"):
        read_keras2_weights(path)
