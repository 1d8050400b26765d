"""What a file of weights may look like: only what the network itself would write."""

import contextlib
import tempfile
from pathlib import Path

import h5py

from keras_seqzoo.hub.blocks import ALLOWED, filters

DTYPES = {"float16", "float32", "int8", "uint8", "int32", "int64", "bool"}
MAX_OBJECTS = 1 << 12
MAX_NAME = 255


def bare(network):
    """Returns the functional network without optimizer, loss and metrics.

    Raises:
        TypeError: If `network` is not a functional model; the weights of others may
            be skipped without notice on loading.
    """
    import keras

    if not hasattr(network, "inputs") or not network.inputs:
        raise TypeError(
            "`network` must be a functional keras.Model with known inputs. "
            f"Received: {network!r}"
        )
    return keras.Model(network.inputs, network.outputs)


@contextlib.contextmanager
def keras_file(network):
    """Gives the open HDF5 file that Keras writes for the weights of `network`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.weights.h5"
        bare(network).save_weights(path)
        with h5py.File(path, "r") as file:
            yield file


def datasets(group):
    """Returns `{path: dataset}` of all datasets below a group of a trusted file."""
    found = {}
    group.visititems(
        lambda name, item: (
            found.update({name: item}) if isinstance(item, h5py.Dataset) else None
        )
    )
    return found


def groups(group):
    """Returns the paths of all groups below a group of a trusted file."""
    found = set()
    group.visititems(
        lambda name, item: found.add(name) if isinstance(item, h5py.Group) else None
    )
    return found


def expected_layout(network):
    """Returns `({path: (shape, dtype)}, group paths)` of the weights of `network`."""
    with keras_file(network) as file:
        arrays = {
            path: (item.shape, item.dtype.name) for path, item in datasets(file).items()
        }
        return arrays, groups(file)


def check_layout(file, arrays, group_paths):
    """Checks an open file of unknown origin against `expected_layout`.

    Nothing of a dataset but its description is read.

    Raises:
        ValueError: If it has another object, link, storage, shape or type.
    """
    found = set()
    pending = [("", file)]
    while pending:
        prefix, group = pending.pop()
        for name in names_of(group):
            path = f"{prefix}{name}"
            check_link(group, name, path)
            if path in arrays:
                check_array(group[name], path, *arrays[path])
                found.add(path)
            else:
                check_group(group[name], path, group_paths)
                pending.append((f"{path}/", group[name]))
    if missing := sorted(set(arrays) - found):
        raise ValueError(f"the weights of {missing[0]!r} are missing")


def names_of(group):
    """Returns the names in a group of unknown origin; stops when there are too many."""
    names = []

    def add(name):
        names.append(name)
        return len(names) > MAX_OBJECTS or len(name) > MAX_NAME

    stopped, _ = group.id.links.iterate(add)
    if stopped:
        raise ValueError(
            f"a group has more than {MAX_OBJECTS} objects or a name of more than "
            f"{MAX_NAME} bytes"
        )
    return [name.decode("utf-8", "surrogateescape") for name in names]


def check_link(group, name, path):
    link = group.get(name, getlink=True)
    if type(link) is not h5py.HardLink:
        raise ValueError(f"{path!r} is a {type(link).__name__}, which is not allowed")


def check_group(item, path, group_paths):
    if not isinstance(item, h5py.Group) or path not in group_paths:
        raise ValueError(f"{path!r} does not belong to this network")


def check_array(item, path, shape, dtype):
    """Checks the description of an array against what the network needs."""
    check_stored(item, path)
    if item.shape != shape:
        raise ValueError(f"{path!r} has shape {item.shape}, the network needs {shape}")
    if not allowed_dtype(item.dtype.name, dtype):
        raise ValueError(f"{path!r} has type {item.dtype}, the network needs {dtype}")


def check_stored(item, path):
    """Checks that an array is of numbers that lie plainly in the file."""
    if not isinstance(item, h5py.Dataset):
        raise ValueError(f"{path!r} is not a dataset")
    if item.dtype.name not in DTYPES:
        raise ValueError(f"{path!r} has type {item.dtype}, which is not allowed")
    if item.shape is None:
        raise ValueError(f"{path!r} has no shape")
    if item.maxshape != item.shape:
        raise ValueError(f"{path!r} can grow, its chunks may be of any size")
    if item.external or item.is_virtual:
        raise ValueError(f"{path!r} keeps its data outside the file")
    if filters(item) not in ALLOWED:
        raise ValueError(f"{path!r} uses a filter other than gzip")


def walk(file):
    """Yields `(path, array)` of an open file of unknown origin; reads no value.

    Raises:
        ValueError: At the first link, or array, that is not allowed, and if there are
            too many objects.
    """
    pending, seen = [("", file)], 0
    while pending:
        prefix, group = pending.pop()
        for name in names_of(group):
            path, seen = f"{prefix}{name}", seen + 1
            if seen > MAX_OBJECTS:
                raise ValueError(f"it has more than {MAX_OBJECTS} objects")
            check_link(group, name, path)
            if isinstance(group[name], h5py.Group):
                pending.append((f"{path}/", group[name]))
            else:
                check_stored(group[name], path)
                yield path, group[name]


def allowed_dtype(stored, needed):
    if needed == "float32":
        return stored in ("float16", "float32")
    return stored == needed and stored in DTYPES
