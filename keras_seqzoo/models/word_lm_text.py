"""Words in, ids out."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from keras_seqzoo.files import write_json
from keras_seqzoo.text import Vocabulary
from keras_seqzoo.text.vocabulary import END, UNKNOWN
from keras_seqzoo.text.vocabulary_files import WORDS

UNKNOWN_WORD = "<unk>"


@dataclass(frozen=True)
class WordText:
    """Turns a text of words between spaces into ids and back.

    A line is a sequence of words; its end is the word `"<eos>"`. A word that is not in
    the vocabulary, and `"<unk>"` where a text holds it, is the unknown word.

    Args:
        vocabulary: `Vocabulary` of words, `"<eos>"` among them.

    Example:

    >>> WordText.learn("the cat\\nthe dog\\n").encode("the bird\\n")
    array([3, 1, 2], dtype=int32)
    """

    vocabulary: Vocabulary

    def __post_init__(self):
        wrong = [x for x in self.vocabulary.items if not x or x.split() != [x]]
        if wrong or END not in self.vocabulary or UNKNOWN_WORD in self.vocabulary:
            raise ValueError(
                f"`vocabulary` must hold words without spaces, {END!r} and not "
                f"{UNKNOWN_WORD!r}. Received: {(wrong or ['another'])[0]!r}"
            )

    @classmethod
    def learn(cls, text, min_count=1):
        """Returns the preprocessor for the words of a text, the most frequent first.

        Args:
            text: A string, a sentence a line.
            min_count: Words that come less often are unknown.
        """
        counts = Counter(text.split())
        del counts[END], counts[UNKNOWN_WORD]
        words = sorted(
            (word for word, n in counts.items() if n >= min_count),
            key=lambda word: (-counts[word], word),
        )
        return cls(Vocabulary([END, *words]))

    @property
    def end_id(self):
        """Id of `"<eos>"`."""
        return int(self.vocabulary.encode([END])[0])

    @property
    def start_id(self):
        """Id that stands before the first word of a text: the end of a sentence."""
        return self.end_id

    def encode(self, text):
        """Returns the ids of the words and line ends, int32 [n]; 1 for unknown ones."""
        if not isinstance(text, str):
            raise TypeError(f"`text` must be a str. Received: {type(text).__name__}")
        return self.vocabulary.encode(words_of(text))

    def encode_documents(self, documents):
        """Returns the ids of sentences, each with its end."""
        return self.encode("".join(f"{text}\n" for text in documents))

    def context(self, text):
        """Returns the ids of the start and of the text, int32 [1 + n]."""
        return np.insert(self.encode(text), 0, self.start_id)

    def strings(self, text):
        """Returns the words and line ends of a text, with the spaces between them."""
        words = words_of(text)
        return [
            "\n" if word == END else word if before == END else f" {word}"
            for before, word in zip([END, *words], words, strict=False)
        ]

    def allowed(self, words):
        """Returns the ids of what a user allows: the words of a `str` or list."""
        return self.vocabulary.encode(
            words.split() if isinstance(words, str) else words
        )

    def piece(self, token, before=""):
        """Returns the word of an id as it is written after the text `before`.

        A space stands before each word but the first of a line.
        """
        (word,) = self.vocabulary.decode([token])
        if word == END:
            return "\n"
        glue = "" if not before or before[-1].isspace() else " "
        return glue + (UNKNOWN_WORD if token == UNKNOWN else word)

    def save(self, folder):
        """Writes `preprocessor.json` and `assets/words.json`."""
        self.vocabulary.save(Path(folder) / WORDS)
        write_json(Path(folder) / "preprocessor.json", {"kind": "words"})

    @classmethod
    def load(cls, folder):
        """Reads what `save` wrote."""
        return cls(Vocabulary.load(Path(folder) / WORDS))


def words_of(text):
    """The words of a text, each end of a line among them."""
    return text.replace("\n", f" {END} ").split()
