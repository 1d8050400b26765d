"""What the spelling of a word tells, as hashes."""

import re
import zlib

import numpy as np

UPPER, LOWER, DIGIT = re.compile(r"[A-Z]"), re.compile(r"[a-z]"), re.compile(r"\d")
LONG_RUN = re.compile(r"(.)\1{3,}", re.DOTALL)
POSITIVE = 0x7FFFFFFF
NUM_AFFIXES = 5


def affixes(word):
    """Lower case, first character, first and last three, and the outline of a word.

    Example:

    >>> affixes("Lovelace-1815")
    ('lovelace-1815', 'l', 'lov', '815', 'Xxxxx-dddd')
    """
    lower = word.lower()
    return lower, lower[:1], lower[:3], lower[-3:], outline(word)


def outline(word):
    """Characters by kind: `X`, `x`, `d`, others as they are, at most 4 alike in a row.

    ASCII letters alone are folded, so words of other scripts keep their letters.
    """
    kinds = LOWER.sub("x", UPPER.sub("X", word[:32]))
    return LONG_RUN.sub(r"\1\1\1\1", DIGIT.sub("d", kinds))


def hashed_affixes(words):
    """Returns int32 [n, NUM_AFFIXES], a positive hash of each affix of n words.

    The same text has different hashes as different affixes.

    Reference: Miranda et al. (2022), multi hash embeddings in spaCy.
    """
    hashes = [
        [(zlib.crc32(encoded(a), i) & POSITIVE) or 1 for i, a in enumerate(affixes(w))]
        for w in words
    ]
    return np.array(hashes, np.int32).reshape(len(words), NUM_AFFIXES)


def encoded(text):
    return text.encode("utf-8", "surrogatepass")
