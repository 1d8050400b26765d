"""Characters in, ids out."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from keras_seqzoo.data.errors import UnusableData
from keras_seqzoo.files import write_json
from keras_seqzoo.text import Vocabulary
from keras_seqzoo.text.vocabulary import END
from keras_seqzoo.text.vocabulary_files import CHARACTERS


@dataclass(frozen=True)
class CharacterText:
    """Turns a text into ids of its characters and back.

    Args:
        vocabulary: `Vocabulary` of single characters; `"<eos>"` may be among its items,
            for a model of separate documents: it then follows each of them.

    Example:

    >>> CharacterText.learn("hello").encode("hole")
    array([3, 5, 2, 4], dtype=int32)
    """

    vocabulary: Vocabulary

    def __post_init__(self):
        wrong = [x for x in self.vocabulary.items if len(x) != 1 and x != END]
        if wrong:
            raise ValueError(
                f"`vocabulary` must hold single characters. Received: {wrong[0]!r}"
            )

    @classmethod
    def learn(cls, text):
        """Returns the preprocessor for the characters of a text, in their own order."""
        return cls(Vocabulary(sorted(set(text))))

    @classmethod
    def learn_documents(cls, documents):
        """As `learn`, for separate documents, each followed by `"<eos>"`."""
        return cls(Vocabulary([END, *sorted(set("".join(documents)))]))

    @property
    def start_id(self):
        """Id that stands before the first character of a text: an end or a line break.

        A vocabulary without these starts with the unknown character.
        """
        return int(self.vocabulary.encode([END if self.has_end else "\n"])[0])

    @property
    def has_end(self):
        return END in self.vocabulary

    @property
    def end_id(self):
        """Id of `"<eos>"`, or `None`."""
        return int(self.vocabulary.encode([END])[0]) if self.has_end else None

    def encode(self, text):
        """Returns the ids of the characters, int32 [len(text)]; 1 for unknown ones."""
        if not isinstance(text, str):
            raise TypeError(f"`text` must be a str. Received: {type(text).__name__}")
        return self.vocabulary.encode(text)

    def encode_documents(self, documents):
        """Returns the ids of documents, one after another, each with its end.

        Raises:
            keras_seqzoo.data.errors.UnusableData: If the vocabulary has no `"<eos>"`.
        """
        if not self.has_end:
            raise UnusableData(
                "The model is one of running text: give a str, or make the model from "
                "a list of documents."
            )
        parts = [np.append(self.encode(text), self.end_id) for text in documents]
        return np.concatenate([np.zeros(0, np.int32), *parts]).astype(np.int32)

    def context(self, text):
        """Returns the ids of the start and of the text, int32 [1 + len(text)]."""
        return np.insert(self.encode(text), 0, self.start_id)

    def decode(self, ids):
        """Returns the text of ids."""
        return "".join(self.vocabulary.decode(ids))

    def strings(self, text):
        """Returns the characters of a text, as they stand in it."""
        return list(text)

    def allowed(self, characters):
        """Returns the ids of what a user allows: the characters of a `str` or list."""
        return self.vocabulary.encode(characters)

    def piece(self, token, before=""):
        """Returns the character of an id; `before` is the text before it."""
        return self.decode([token])

    def save(self, folder):
        """Writes `preprocessor.json` and `assets/characters.json`."""
        self.vocabulary.save(Path(folder) / CHARACTERS)
        write_json(Path(folder) / "preprocessor.json", {"kind": "characters"})

    @classmethod
    def load(cls, folder):
        """Reads what `save` wrote."""
        return cls(Vocabulary.load(Path(folder) / CHARACTERS))
