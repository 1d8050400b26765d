"""Checkpoints: arrays and a few facts in one file, written whole or not at all."""

import hashlib
import json
import os

import keras
import numpy as np

from keras_seqzoo.files import replacing

FACTS = "facts.json"


def save_checkpoint(path, groups, facts):
    """Writes a checkpoint.

    Args:
        path: File to write, a `.npz` of plain arrays; its folder is made.
        groups: `{name: list of arrays or variables}`.
        facts: JSON-able dict.

    Example:

    >>> save_checkpoint("run/state.npz", {"network": network.variables}, {"epoch": 3})
    """
    arrays = {
        f"{name}/{i:05d}": keras.ops.convert_to_numpy(value)
        for name, values in groups.items()
        for i, value in enumerate(values)
    }
    arrays[FACTS] = np.frombuffer(json.dumps(facts).encode(), np.uint8)
    with replacing(path) as temporary, open(temporary, "wb") as file:
        np.savez(file, **arrays)
        file.flush()
        os.fsync(file.fileno())


def load_checkpoint(path):
    """Reads what `save_checkpoint` wrote.

    Returns:
        `(groups, facts)`, the groups as lists of arrays.

    Raises:
        ValueError: If the file is no checkpoint or is damaged.
    """
    try:
        with open(path, "rb") as file, np.load(file, allow_pickle=False) as archive:
            arrays = {key: archive[key] for key in archive.files}
        facts = json.loads(arrays.pop(FACTS).tobytes())
    except FileNotFoundError:
        raise
    except Exception as error:
        raise ValueError(
            f"{path} is no readable checkpoint ({error}). "
            "Remove it to start the training anew."
        ) from error
    groups = {}
    for key in sorted(arrays):
        groups.setdefault(key.partition("/")[0], []).append(arrays[key])
    return groups, facts


def assign(variables, values, name="values"):
    """Sets variables to arrays of the same shapes.

    Raises:
        ValueError: If numbers or shapes differ.
    """
    expected = [tuple(variable.shape) for variable in variables]
    received = [tuple(value.shape) for value in values]
    if expected != received:
        raise ValueError(
            f"`{name}` do not fit: they have the shapes {received}, "
            f"expected {expected}. "
            "The checkpoint belongs to another network or optimizer."
        )
    for variable, value in zip(variables, values, strict=True):
        variable.assign(value)


def digest(arrays):
    """What tells arrays from others: hexadecimal digits."""
    found = hashlib.sha256()
    for array in arrays:
        found.update(np.ascontiguousarray(array))
    return found.hexdigest()
