"""Vocabularies of a preset of unknown origin, measured before they are parsed."""

import re

from keras_seqzoo.text.vocabulary import FIRST

WORDS, CHARACTERS = "assets/words.json", "assets/characters.json"
ITEM = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
LIST = re.compile(rb"\s*+\[\s*+(?:%b\s*+,?+\s*+)*+\]\s*+" % ITEM.pattern, re.DOTALL)
MAX_ITEM_BYTES = 256
MIN_BYTES = 1 << 12


def check_vocabulary(path, ids):
    """Checks that a file is a JSON list of strings that a vocabulary has ids for.

    Nothing is parsed: a few bytes of JSON can become many times as much in memory.

    Args:
        path: A JSON file.
        ids: Number of ids of the network, padding and unknown among them.

    Raises:
        ValueError: If it is missing, too large, something else or has more items.
    """
    if not path.is_file():
        raise ValueError(f"There is no file {path}.")
    limit = MIN_BYTES + MAX_ITEM_BYTES * ids
    if path.stat().st_size > limit:
        raise ValueError(f"{path} has more than {limit} bytes for {ids} ids.")
    content = path.read_bytes()
    if not LIST.fullmatch(content):
        raise ValueError(f"{path} is not a JSON list of strings.")
    items = sum(1 for _ in ITEM.finditer(content))
    if items + FIRST > ids:
        raise ValueError(
            f"{path} has {items} items, the network has ids for {ids - FIRST}. "
            "The preset is damaged; fetch it again."
        )
