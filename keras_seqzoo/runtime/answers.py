"""Labels and numbers of texts, of lists of texts and of streams, by any network."""

from typing import NamedTuple

import numpy as np

from keras_seqzoo.progress import shown
from keras_seqzoo.text.tokens import words_of
from keras_seqzoo.text.word_streams import answer_texts, check_text


class Classification(NamedTuple):
    """The most probable label, its probability, and those of all labels."""

    label: str
    probability: float
    probabilities: dict


def answer_of(labels, outputs):
    """Returns what outputs [L] say: a `Classification`, or without labels a `float`."""
    if not labels:
        return float(outputs[0])
    named = dict(zip(labels, outputs.tolist(), strict=True))
    label = max(named, key=named.get)
    return Classification(label, named[label], named)


class TextAnswers:
    """Base of what gives texts a label or a number: `run` does the work.

    A subclass has `labels`, none if it gives numbers; `max_words`, how many words of a
    text are read, or `None`; and `run`, a function from a list of non-empty lists of
    words to the list of their outputs [L], or [1].
    """

    def classify(self, texts):
        """Finds the label of texts.

        Args:
            texts: A `str`; a list of `str`; or an iterator of `str`, which is read as
                the answers are asked for.

        Returns:
            A `Classification`; for a list a list of them; for an iterator a generator.

        Raises:
            TypeError: If `texts` is something else.
            ValueError: If the model gives numbers, not labels.

        Example:

        >>> classifier = keras_seqzoo.SentimentClassifier.from_preset(
        ...     "sentiment_bilstm.mr"
        ... )
        >>> [answer.label for answer in classifier.classify(["A joy.", "A bore."])]
        ['positive', 'negative']
        """
        self._check_labels(True, "rate")
        return answer_texts(texts, self._answers, check_text)

    def rate(self, texts):
        """Finds the numbers of texts, for a model made by `from_ratings`.

        Args:
            texts: As for `classify`.

        Returns:
            A `float`; for a list a list of them; for an iterator a generator.

        Raises:
            TypeError: If `texts` is something else.
            ValueError: If the model gives labels, not numbers.
        """
        self._check_labels(False, "classify")
        return answer_texts(texts, self._answers, check_text)

    def predict(self, texts):
        """Finds the label alone of texts, or their numbers.

        Args:
            texts: A `str` or an iterable of `str`.

        Returns:
            A `str`, for other texts a list of them; for ratings `float`s.

        Raises:
            TypeError: If `texts` is something else.
        """
        if isinstance(texts, str):
            return self.predict([texts])[0]
        if not self.labels:
            return self.rate(list(texts))
        return [answer.label for answer in self.classify(list(texts))]

    def outputs(self, texts, verbose=0):
        """Finds what the network says of texts.

        Args:
            texts: An iterable of `str`; a `str` is one text.
            verbose: 1 for a progress bar; the texts are gathered for it first.

        Returns:
            Float32 array [n, L], the probabilities of the labels, or [n, 1], ratings.

        Raises:
            TypeError: If `texts` is something else.
        """
        texts = [texts] if isinstance(texts, str) else texts
        texts = shown(list(texts), verbose) if verbose else iter(texts)
        rows = list(answer_texts(texts, self._rows, check_text))
        return np.reshape(rows, (-1, len(self.labels) or 1)).astype(np.float32)

    def _check_labels(self, wanted, verb):
        if bool(self.labels) != wanted:
            kind = "numbers, not labels" if wanted else "labels, not numbers"
            raise ValueError(f"This model gives {kind}. Use `{verb}`.")

    def _answers(self, texts):
        return [answer_of(self.labels, row) for row in self._rows(texts)]

    def _rows(self, texts):
        return self.run([words_of(text, self.max_words) for text in texts])
