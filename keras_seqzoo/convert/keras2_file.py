"""HDF5 files of weights in the layout of Keras 2, read object by object."""

import re
from pathlib import Path

import h5py
import numpy as np

from keras_seqzoo.hub.layout import check_array, check_link

MAX_BYTES = 1 << 31


def read_keras2_weights(path):
    """Reads the arrays of a file that Keras 2 wrote, without making its model.

    Files of `model.save_weights("name.h5")` and of `model.save("name.h5")` are read.
    Nothing in the file is executed, and its description of the model is not read.

    Args:
        path: File in HDF5 format.

    Returns:
        `{layer name: {weight name: array}}`, both in the order of the file.

    Raises:
        ValueError: If the file is no such file, is too large, or keeps its data
            elsewhere.

    Example:

    ```python
    weights = keras_seqzoo.convert.read_keras2_weights("tagger.h5")
    keras_seqzoo.convert.from_tensorflow_addons(layer, weights["rnn"])
    ```
    """
    path = Path(path)
    if not path.is_file() or path.stat().st_size > MAX_BYTES:
        raise ValueError(
            f"`path` must be a file of at most {MAX_BYTES} bytes. Received: path={path}"
        )
    try:
        with h5py.File(path, "r") as file:
            return layers(root(file))
    except (ValueError, OSError, RuntimeError, KeyError) as error:
        raise ValueError(f"Cannot read the weights {path}: {error}.") from error


def root(file):
    """Returns the group of the weights, of a file of weights or of a whole model."""
    if "model_weights" in file:
        return member(file, "model_weights", h5py.Group)
    return file


def layers(group):
    """Returns `{layer name: {weight name: array}}` of the group of the weights."""
    return {name: arrays(group, name) for name in texts(group, "layer_names")}


def arrays(group, layer):
    of_layer = member(group, layer, h5py.Group)
    return {name: array(of_layer, name) for name in texts(of_layer, "weight_names")}


def texts(group, name):
    """Returns a list of names from an attribute, which Keras splits where it is long.

    Raises:
        ValueError: If there is none: the file is not in the layout of Keras 2.
    """
    chunk = re.compile(rf"{name}(\d*)")
    found = [m for m in map(chunk.fullmatch, group.attrs) if m]
    if not found:
        raise ValueError(f"{group.name!r} lacks {name!r}, which Keras 2 writes")
    in_order = sorted(found, key=lambda m: int(m[1] or 0))
    values = [value for m in in_order for value in group.attrs[m[0]]]
    return [v.decode() if isinstance(v, bytes) else str(v) for v in values]


def array(group, name):
    """Returns one array, after a check of its description."""
    item = member(group, name, h5py.Dataset)
    if item.size * item.dtype.itemsize > MAX_BYTES:
        raise ValueError(f"{item.name!r} is too large")
    dtype = item.dtype.name
    check_array(item, item.name, item.shape, "float32" if dtype[0] == "f" else dtype)
    return np.asarray(item[()])


def member(group, path, kind):
    """Returns the object at a path; every step of it must be a plain link.

    Raises:
        ValueError: If it is not there or not of the kind.
    """
    for part in path.split("/"):
        if not isinstance(group, h5py.Group) or part not in group:
            raise ValueError(f"{path!r} is missing in the file")
        check_link(group, part, path)
        group = group[part]
    if not isinstance(group, kind):
        raise ValueError(f"{path!r} is not a {kind.__name__}")
    return group
