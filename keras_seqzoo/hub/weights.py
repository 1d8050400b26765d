"""Weights of a network: written small, read only after a safety check."""

import collections
import contextlib
import math
from pathlib import Path

import h5py
import numpy as np

from keras_seqzoo.files import replacing
from keras_seqzoo.hub import layout
from keras_seqzoo.hub.blocks import blocks

MAX_BYTES = 1 << 31
MAX_PARAMETERS = 1 << 29
MAX_ITEM_BYTES = 8
MAX_DESCRIPTION_BYTES = 1 << 22
FAILURES = (ValueError, OSError, RuntimeError, KeyError, TypeError)
STORED = ("float16", "float32")


def save_weights(network, path, dtype="float16"):
    """Writes the weights of a network in Keras's layout, small and atomically.

    Args:
        network: Functional `keras.Model`; optimizer state is left out.
        path: File that ends in `.weights.h5`.
        dtype: Type in which float32 weights are stored: `"float16"` or `"float32"`. An
            array with a value beyond the range of float16 stays float32.

    Raises:
        ValueError: If an argument is not allowed or a weight is not finite.
    """
    if dtype not in STORED:
        raise ValueError(f"`dtype` must be one of {STORED}. Received: dtype={dtype!r}")
    check_suffix(path)
    with layout.keras_file(network) as source, replacing(path) as temporary:
        with h5py.File(temporary, "w") as target:
            for name, item in layout.datasets(source).items():
                write_array(target, name, item[()], dtype)


def check_suffix(path):
    if not str(path).endswith(".weights.h5"):
        raise ValueError(f"`path` must end in '.weights.h5'. Received: path={path}")


def write_array(target, name, value, dtype):
    check_finite(name, value)
    if value.dtype == np.float32 and fits(value, dtype):
        value = value.astype(dtype)
    options = {"compression": "gzip", "shuffle": True} if value.size > 1 else {}
    target.create_dataset(name, data=value, **options)


def fits(value, dtype):
    """Whether no value of a float32 array lies beyond the range of `dtype`."""
    return value.size == 0 or np.abs(value).max() <= np.finfo(dtype).max


def check_finite(name, value):
    if value.dtype.kind == "f" and not np.isfinite(value).all():
        raise ValueError(f"the weights {name!r} hold values that are not finite")


def load_weights(network, path):
    """Reads weights of unknown origin into a network, or raises and says why.

    Before Keras reads the file it is compared with what the network itself would write:
    the same paths and shapes, hard links only, nothing stored elsewhere, finite values.
    After it, every weight of the network is looked for in the file.

    Args:
        network: Functional `keras.Model` with the shapes of the file.
        path: File that ends in `.weights.h5`.

    Raises:
        ValueError: If the file is not one that this network would write.
    """
    check_arrays(network, path)
    set_weights(network, path, read_values(path))


def count_stored(path):
    """Returns the number of scalars that a file of weights describes; reads no value.

    Raises:
        ValueError: If it is not an HDF5 file of plain arrays of numbers.
    """
    with checked(path) as file:
        return sum(math.prod(item.shape) for _, item in layout.walk(file))


def check_total(numbers):
    """Refuses more numbers than any preset has; zeros take almost no bytes in a file.

    Raises:
        ValueError: If there are more than `MAX_PARAMETERS`.
    """
    if numbers > MAX_PARAMETERS:
        raise ValueError(
            f"The file of weights describes {numbers} numbers, more than "
            f"{MAX_PARAMETERS}. It is not a preset of this package."
        )


def check_bytes(path, numbers):
    """Refuses a file with more bytes than so many numbers can need; opens nothing.

    Raises:
        ValueError: If it has, or is missing.
    """
    path = Path(path)
    check_size(path)
    limit = MAX_ITEM_BYTES * numbers + MAX_DESCRIPTION_BYTES
    if path.stat().st_size > limit:
        raise ValueError(
            f"The weights {path} have more than {limit} bytes for {numbers} numbers."
        )


def read_values(path):
    """Returns `{path in the file: array}` of all values of a file.

    Raises:
        ValueError: If one is not finite or cannot be read.
    """
    with checked(path) as file:
        return {name: finite_array(item, name) for name, item in layout.walk(file)}


def read_arrays(path, shapes):
    """Returns `{path in the file: array}` of a file of unknown origin, checked.

    Needs no network and no Keras.

    Args:
        path: File that ends in `.weights.h5`.
        shapes: `{path in the file: shape}` of all arrays that it must hold.

    Raises:
        ValueError: If it is no sound file, or holds other arrays or values that are not
            finite.
    """
    check_bytes(path, sum(map(math.prod, shapes.values())))
    with checked(path) as file:
        items = dict(layout.walk(file))
        check_total(sum(math.prod(item.shape) for item in items.values()))
        check_shapes({name: item.shape for name, item in items.items()}, shapes)
        return {name: finite_array(item, name) for name, item in items.items()}


def finite_array(item, name):
    """Returns the values of an array, checked."""
    array = np.empty(item.shape, item.dtype)
    for place, values in blocks(item, name):
        check_finite(name, values)
        array[place] = values
    return array


def check_shapes(stored, expected):
    """Checks names and shapes of the arrays of a file."""
    if differing := sorted(stored.keys() ^ expected.keys()):
        where = "is missing" if differing[0] in expected else "does not belong there"
        raise ValueError(f"{differing[0]!r} {where}")
    for name, shape in expected.items():
        if tuple(stored[name]) != tuple(shape):
            raise ValueError(f"{name!r} has shape {stored[name]}, not {shape}")


def check_arrays(network, path):
    """Checks that a file has the arrays of a network and nothing else."""
    expected = layout.expected_layout(network)
    with checked(path) as file:
        layout.check_layout(file, *expected)


def set_weights(network, path, arrays):
    """Lets Keras read the file and checks that it did."""
    try:
        layout.bare(network).load_weights(path)
        check_loaded(network, arrays)
    except FAILURES as error:
        raise refusal(path, error) from error


@contextlib.contextmanager
def checked(path):
    """Opens a file of weights; whatever is wrong with it becomes a `ValueError`."""
    path = Path(path)
    check_suffix(path)
    check_size(path)
    try:
        with h5py.File(path, "r") as file:
            yield file
    except FAILURES as error:
        raise refusal(path, error) from error


def refusal(path, error):
    return ValueError(f"Cannot load the weights {path}: {error}.")


def check_size(path):
    if not path.is_file():
        raise ValueError(f"There is no file of weights {path}.")
    if path.stat().st_size > MAX_BYTES:
        raise ValueError(f"The weights {path} have more than {MAX_BYTES} bytes.")


def check_loaded(network, arrays):
    """Checks that the value of each weight of `network` is in the file."""
    from keras import ops

    stored = collections.defaultdict(list)
    for array in arrays.values():
        stored[array.shape].append(array)
    for weight in network.weights:
        value = ops.convert_to_numpy(weight)
        if not any(same(array, value) for array in stored[value.shape]):
            raise ValueError(f"Keras did not set the weights {weight.path!r}")


def same(array, value):
    """Whether a stored array is a value, in the type of the value."""
    return np.array_equal(array.astype(value.dtype, copy=False), value)


def count_parameters(network):
    """Returns the number of scalars in the weights of a network."""
    return sum(math.prod(weight.shape) for weight in network.weights)
