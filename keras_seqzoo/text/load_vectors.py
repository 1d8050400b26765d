"""Word vectors from a folder: arrays with a word list, or the text files of GloVe."""

import gzip
import re
from collections import Counter
from itertools import islice
from os import PathLike
from pathlib import Path

import numpy as np

from keras_seqzoo.text.vectors import WordVectors

REMEDY = (
    "Set KERAS_SEQZOO_DATA to a folder that has embeddings/{name}/, or download "
    "https://nlp.stanford.edu/data/glove.6B.zip, unpack it and give its folder."
)
NUMBER = re.compile(r" -?\d*\.?\d+(e-?\d+)?$")


def load_vectors(folder_or_name, dim=100, limit=None):
    r"""Reads pretrained word vectors.

    A folder holds either `*.{dim}d.*words.txt` (one word a line) with arrays
    `*.{dim}d.*part0.npy`, `part1`, ... in the same order, or `*.{dim}d.txt` in the
    format of GloVe (`word 0.1 -0.2 ...`). Each file may be gzipped (`.gz`).

    Args:
        folder_or_name: Path of a folder, or a name such as `"glove.6B"` that is looked
            for in `embeddings/` of the data folders.
        dim: Width of the vectors, such as 50 or 100.
        limit: Number of words to read from the start, or `None` for all.

    Returns:
        `WordVectors` with `words` (list of n str) and `matrix` (float16 [n, dim]).

    Raises:
        FileNotFoundError: If there is no such folder or no vectors of that width in it.
        ValueError: If words and vectors differ in number or width.

    Example:

    >>> _ = Path("toy.2d.txt").write_text("the 0.5 -1\ncat 1 0.25\n")
    >>> vectors = load_vectors(".", dim=2)
    >>> vectors.lookup(["The", "dog"])
    array([ 0, -1], dtype=int32)

    Reference: Pennington, Socher, Manning (2014), GloVe.
    """
    if limit is not None and limit <= 0:
        raise ValueError(f"`limit` must be positive or None. Received: limit={limit}")
    folder = find_folder(folder_or_name)
    table = find(folder, rf".*\.{dim}d\.txt")
    if len(table) > 1:
        names = ", ".join(sorted(file.name for file in table))
        raise ValueError(
            f"{folder} has several files of vectors of width {dim}: {names}. Keep one."
        )
    if table:
        return checked(read_table(*table, dim, limit), folder)
    words = find(folder, rf".*\.{dim}d\..*words\.txt")
    parts = find(folder, rf".*\.{dim}d\..*part\d+\.npy")
    if not words or not parts:
        missing = "word list *words.txt" if parts else f"vectors of width {dim}"
        raise FileNotFoundError(f"No {missing} in {folder}. Found: {found(folder)}.")
    return checked(read_parts(words[0], parts, dim, limit), folder)


def checked(vectors, folder):
    """Returns vectors that are finite, of words that come once."""
    if not np.isfinite(vectors.matrix).all():
        row = np.flatnonzero(~np.isfinite(vectors.matrix).all(axis=1))[0]
        raise ValueError(
            f"The vector of {vectors.words[row]!r} in {folder} is not finite as a "
            "float16. Leave the word out."
        )
    if len(set(vectors.words)) < len(vectors):
        word, _ = Counter(vectors.words).most_common(1)[0]
        raise ValueError(f"{folder} has the word {word!r} twice. Keep it once.")
    return vectors


def find_folder(folder_or_name):
    """Returns an existing folder: the path itself, or a name in a data folder."""
    from keras_seqzoo.data.folders import data_folders

    if not isinstance(folder_or_name, (str, PathLike)):
        raise TypeError(
            "Vectors must be `WordVectors`, or the name or folder of some. Received: "
            f"{type(folder_or_name).__name__}"
        )
    name = str(folder_or_name)
    if Path(name).is_file():
        raise ValueError(f"{name} is a file. Give the folder that it lies in.")
    places = [Path(name), *(f / "embeddings" / name for f in data_folders())]
    for place in places:
        if place.is_dir():
            return place
    tried = ", ".join(map(str, places))
    raise FileNotFoundError(
        f"No folder of vectors at {tried}. {REMEDY.format(name=name)}"
    )


def find(folder, pattern):
    """Files of a folder whose whole name matches, plain or gzipped, in order."""
    files = [f for f in folder.iterdir() if re.fullmatch(rf"{pattern}(\.gz)?", f.name)]
    return sorted(files, key=lambda f: [int(x) for x in re.findall(r"\d+", f.name)])


def found(folder):
    return ", ".join(sorted(f.name for f in folder.iterdir())[:12]) or "nothing"


def read_parts(words_file, parts, dim, limit):
    from keras_seqzoo.data.files import open_text

    with open_text(words_file) as lines:
        words = list(islice(lines, limit))
    arrays, rows = [], 0
    for part in parts:
        arrays.append(read_array(part, dim))
        rows += len(arrays[-1])
        if limit is not None and rows >= limit:
            break
    matrix = np.concatenate(arrays)[:limit]
    if len(matrix) != len(words):
        raise ValueError(
            f"{words_file} has {len(words)} words, the vectors beside it {len(matrix)} "
            "rows. Take both from the same source."
        )
    return WordVectors(words, matrix)


def read_array(path, dim):
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rb") as file:
            array = np.lib.format.read_array(file, allow_pickle=False)
    except (ValueError, OSError, EOFError) as error:
        raise ValueError(
            f"{path} is no sound .npy file ({error}). Fetch it again."
        ) from error
    if array.ndim != 2 or array.shape[1] != dim:
        raise ValueError(f"{path} must be of shape [n, {dim}]. Received: {array.shape}")
    return array.astype(np.float16, copy=False)


def read_table(path, dim, limit):
    """Reads `word v1 ... vd` lines."""
    from keras_seqzoo.data.errors import DataError
    from keras_seqzoo.data.files import open_text

    words, rows = [], []
    with open_text(path) as lines:
        for number, line in enumerate(islice(lines, limit), 1):
            try:
                word, vector = word_and_vector(line, dim)
            except ValueError as error:
                what = f"not a word and {dim} numbers: {line[:60]!r}."
                raise DataError(path, number, what, "Check `dim`.") from error
            words.append(word)
            rows.append(vector)
    return WordVectors(words, np.array(rows, dtype=np.float16).reshape(-1, dim))


def word_and_vector(line, dim):
    """Reads `word v1 ... vd`; a `ValueError` if there are more or fewer numbers."""
    word, *values = line.rstrip(" ").rsplit(" ", dim)
    if NUMBER.search(word):
        raise ValueError("more numbers")
    return word, np.array(values, dtype=np.float16).reshape(dim)
