"""Items and their integer ids."""

import json
from pathlib import Path

import numpy as np

from keras_seqzoo.files import write_text

PADDING = 0
UNKNOWN = 1
FIRST = 2
END = "<eos>"


class Vocabulary:
    """Items numbered from 2; 0 is padding and 1 is any other item.

    Args:
        items: Iterable of distinct `str`, in the order of their ids.

    Raises:
        TypeError: If an item is not a `str`.
        ValueError: If an item comes twice.

    Example:

    >>> vocabulary = Vocabulary(["the", "cat"])
    >>> vocabulary.encode(["the", "dog"])
    array([2, 1], dtype=int32)
    >>> vocabulary.decode([2, 3])
    ['the', 'cat']
    """

    def __init__(self, items):
        self.items = tuple(items)
        self._texts = ("", "\ufffd", *self.items)
        self._ids = {item: i for i, item in enumerate(self.items, FIRST)}
        self._check()

    def _check(self):
        for item in self.items:
            if not isinstance(item, str):
                raise TypeError(f"`items` must be of str. Received: {item!r}")
        if len(self._ids) != len(self.items):
            twice = next(
                x for i, x in enumerate(self.items, FIRST) if self._ids[x] != i
            )
            raise ValueError(f"`items` must be distinct. Received twice: {twice!r}")

    def __len__(self):
        """Number of ids, padding and unknown included."""
        return len(self.items) + FIRST

    def __contains__(self, item):
        return item in self._ids

    def __eq__(self, other):
        return isinstance(other, Vocabulary) and self.items == other.items

    def __hash__(self):
        return hash(self.items)

    def __repr__(self):
        return f"Vocabulary({len(self.items)} items)"

    def encode(self, items):
        """Returns the ids of the items, int32 [n]; 1 for an item not known."""
        get = self._ids.get
        return np.array([get(item, UNKNOWN) for item in items], dtype=np.int32)

    def decode(self, ids):
        """Returns the items of the ids, a list; `""` for 0 and `"\\ufffd"` for 1.

        Raises:
            ValueError: If an id is not in [0, len(self)).
        """
        ids = [int(i) for i in ids]
        if ids and not (0 <= min(ids) and max(ids) < len(self)):
            wrong = next(i for i in ids if not 0 <= i < len(self))
            raise ValueError(f"`ids` must be in [0, {len(self)}). Received: {wrong}")
        return [self._texts[i] for i in ids]

    def save(self, path):
        """Writes the items as a JSON list, UTF-8, whole or not at all."""
        write_text(path, json.dumps(list(self.items), indent=0))

    @classmethod
    def load(cls, path):
        """Reads what `save` wrote.

        Raises:
            ValueError: If the file is not a JSON list of distinct strings.
        """
        try:
            items = json.loads(Path(path).read_text(encoding="utf-8"))
        except ValueError as error:
            raise ValueError(f"{path} is not a JSON file in UTF-8: {error}") from error
        if not isinstance(items, list) or not all(isinstance(x, str) for x in items):
            raise ValueError(f"{path} must hold a JSON list of strings.")
        return cls(items)
