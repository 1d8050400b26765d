"""Weights that come as a list or under long names, brought to known short names."""

from itertools import combinations

import numpy as np


def named(weights, ndims, optional=()):
    """Returns `{name: array}` of weights that come as a list or by name.

    Args:
        weights: List of arrays in the order of `ndims`, or `{name: array}` with names
            such as `"rnn/cell/kernel:0"`.
        ndims: `{name: number of axes}` of all weights there may be, in their order.
        optional: Groups of names that may be missing together.

    Raises:
        ValueError: If the weights are not those of `ndims`.
    """
    choices = [without(ndims, group) for group in subsets(optional)]
    if not isinstance(weights, dict):
        return from_list([np.asarray(w) for w in weights], ndims, choices)
    found = {short_name(name): np.asarray(w) for name, w in weights.items()}
    if set(found) not in [set(names) for names in choices]:
        raise ValueError(
            f"`weights` must have the names {list(ndims)}"
            f"{missing_together(optional)}. Received the names: {list(weights)}"
        )
    return found


def from_list(arrays, ndims, choices):
    axes = [array.ndim for array in arrays]
    for names in choices:
        if axes == [ndims[name] for name in names]:
            return dict(zip(names, arrays, strict=True))
    raise ValueError(
        f"`weights` must be arrays in one of the orders {choices}. "
        f"Received arrays of the shapes: {[array.shape for array in arrays]}"
    )


def subsets(groups):
    """Yields the names of every choice of groups, first of none."""
    for size in range(len(groups) + 1):
        for chosen in combinations(groups, size):
            yield [name for group in chosen for name in group]


def without(names, missing):
    return [name for name in names if name not in missing]


def missing_together(optional):
    groups = " or ".join(str(list(group)) for group in optional)
    return f"; there may be no {groups}" if groups else ""


def short_name(name):
    """`"rnn/cell/kernel:0"` -> `"kernel"`, `"cell/state_norm/beta:0"` -> with norm."""
    parts = name.partition(":")[0].split("/")
    of_norm = len(parts) > 1 and parts[-2].endswith("_norm")
    return "/".join(parts[-2:]) if of_norm else parts[-1]


def assign(owner, arrays):
    """Sets attributes of a layer that are weights; all shapes are checked first.

    Raises:
        ValueError: If a weight is missing or of another shape.
    """
    for name, array in arrays.items():
        check_shape(owner, name, array)
    for name, array in arrays.items():
        if array is not None:
            getattr(owner, name).assign(array)


def check_shape(owner, name, array):
    own = getattr(owner, name)
    expected = None if own is None else tuple(own.shape)
    received = None if array is None else array.shape
    if expected != received:
        raise ValueError(
            f"`{name}` of {owner.name} must have the shape {expected}. "
            f"Received: {received}. Are units, features and use_bias the same?"
        )
