"""Words in, padded arrays of word, shape and character ids out."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from keras_seqzoo.files import read_json, write_json
from keras_seqzoo.text.affixes import hashed_affixes
from keras_seqzoo.text.shapes import word_shape
from keras_seqzoo.text.vocabulary import Vocabulary
from keras_seqzoo.text.vocabulary_files import CHARACTERS, WORDS

INPUTS = ("words", "shapes", "characters", "affixes")
DIGITS = str.maketrans("123456789", "000000000")


def word_forms(word):
    """Forms of a word from the closest to the coarsest: exact, lower case, digits 0."""
    lower = word.lower()
    return word, lower, lower.translate(DIGITS)


def known_form(word, known):
    """Returns the first of `word_forms(word)` that is in `known`, else the coarsest."""
    forms = word_forms(word)
    return next((form for form in forms if form in known), forms[-1])


def padded_length(length):
    """Rounds a length up to one of few: multiples of 8 up to 64, then of 32.

    >>> [padded_length(n) for n in (0, 8, 9, 64, 65)]
    [8, 8, 16, 64, 96]
    """
    step = 8 if length <= 64 else 32
    return max(8, -(-length // step) * step)


def real_positions(lengths):
    """Returns a boolean mask [B, T], true at real tokens, for B lengths."""
    lengths = np.asarray(lengths, np.int32)
    width = padded_length(int(lengths.max(initial=0)))
    return np.arange(width) < lengths[:, None]


def place(values, real):
    """Puts `values` [n, ...] at the n true places of `real` [B, T], zeros elsewhere."""
    placed = np.zeros((*real.shape, *values.shape[1:]), values.dtype)
    placed[real] = values
    return placed


def distinct_words(sentences):
    """Returns the distinct words, and for every word in order its place among them.

    >>> words, places = distinct_words([["a", "b"], ["b"]])
    >>> words, places.tolist()
    (['a', 'b'], [0, 1, 1])
    """
    rows: dict = {}
    places = [rows.setdefault(word, len(rows)) for s in sentences for word in s]
    return list(rows), np.array(places, np.int32)


def clip_word(word, length):
    """Cuts the middle out of a word so that at most `length` characters are left.

    >>> clip_word("internationalisation", 6)
    'intion'
    """
    if len(word) <= length:
        return word
    head = (length + 1) // 2
    return word[:head] + word[len(word) - length + head :]


@dataclass(frozen=True)
class WordFeatures:
    """Turns tokenised sentences into the integer inputs of a word-level network.

    A word gets the id of the first of its forms (exact, lower case, lower case with
    digits as 0) that the vocabulary holds, else that of the unknown word.

    Args:
        words: Vocabulary of words.
        characters: Vocabulary of characters.
        max_word_length: Number of characters kept of a word; of a longer one its
            middle is left out.
        inputs: Names of the arrays to make, out of `"words"`, `"shapes"`,
            `"characters"` and `"affixes"`.

    Example:

    >>> features = WordFeatures(Vocabulary(["paris", "in"]), Vocabulary("Pars"))
    >>> features.encode([["In", "Paris"]])["words"]
    array([[3, 2, 0, 0, 0, 0, 0, 0]], dtype=int32)
    """

    words: Vocabulary
    characters: Vocabulary
    max_word_length: int = 20
    inputs: tuple = INPUTS[:3]

    def encode(self, sentences):
        """Returns the inputs of the network for a list of lists of words.

        Returns:
            A dict of int32 arrays: `words` and `shapes` [B, T], `characters` [B, T, C],
            `affixes` [B, T, 5].
        """
        distinct, flat = distinct_words(sentences)
        real = real_positions([len(sentence) for sentence in sentences])
        return {name: place(getattr(self, f"{name}_of")(distinct)[flat], real)
                for name in self.inputs}  # fmt: skip

    def words_of(self, words):
        return self.words.encode([known_form(word, self.words) for word in words])

    def shapes_of(self, words):
        return np.array([word_shape(word) for word in words], np.int32)

    def characters_of(self, words):
        clipped = [clip_word(word, self.max_word_length) for word in words]
        ids = self.characters.encode(list("".join(clipped)))
        real = real_positions([len(word) for word in clipped])
        return place(ids, real)[:, : self.max_word_length]

    def affixes_of(self, words):
        return hashed_affixes(words)

    def save(self, folder):
        """Writes `preprocessor.json` and the word and character lists beside it."""
        self.words.save(Path(folder) / WORDS)
        self.characters.save(Path(folder) / CHARACTERS)
        settings = {
            "max_word_length": self.max_word_length,
            "inputs": list(self.inputs),
        }
        write_json(Path(folder) / "preprocessor.json", settings)

    @classmethod
    def load(cls, folder):
        """Reads what `save` wrote."""
        path = Path(folder) / "preprocessor.json"
        settings = read_json(path)
        check_settings(settings, path)
        return cls(
            Vocabulary.load(Path(folder) / WORDS),
            Vocabulary.load(Path(folder) / CHARACTERS),
            settings["max_word_length"],
            tuple(settings["inputs"]),
        )


def check_settings(settings, path):
    """Checks the content of a `preprocessor.json`, which may come from anywhere."""
    if not isinstance(settings, dict) or set(settings) != {"max_word_length", "inputs"}:
        raise ValueError(f"{path} must hold `max_word_length` and `inputs` alone.")
    length, inputs = settings["max_word_length"], settings["inputs"]
    if type(length) is not int or not 1 <= length <= 1000:
        raise ValueError(
            f"{path}: `max_word_length` must be an integer in 1 … 1000. "
            f"Received: {length!r}. Take the file from the preset again."
        )
    if not isinstance(inputs, list) or not all(name in INPUTS for name in inputs):
        raise ValueError(
            f"{path}: `inputs` must be a list out of {', '.join(INPUTS)}. "
            f"Received: {inputs!r}. Take the file from the preset again."
        )
