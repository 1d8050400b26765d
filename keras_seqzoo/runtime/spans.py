"""Entities of texts, of lists of texts and of streams, by any decoder of sentences."""

from typing import NamedTuple

from keras_seqzoo.text import tag_schemes
from keras_seqzoo.text.cuts import cut
from keras_seqzoo.text.sentences import sentences
from keras_seqzoo.text.tokens import tokenize
from keras_seqzoo.text.word_streams import (
    answer_texts,
    check_text,
    checked_sentences,
    windows,
)


class Span(NamedTuple):
    """A named entity: `text == source[start:end]`.

    `confidence` is the probability, by the model, that exactly these words are an
    entity with this label: the share of all ways to tag the sentence that hold it.
    """

    text: str
    label: str
    start: int
    end: int
    confidence: float


class SpanFinder:
    """Base of what finds named entities: `decode` does the work for sentences.

    A subclass has `decode`, a function from a list of non-empty lists of words to a
    list of lists of `(label, first, last, confidence)`.
    """

    def tag(self, texts):
        """Finds the entities of texts.

        Args:
            texts: A `str`; a list of `str`; or an iterator of `str`, which is read as
                the answers are asked for.

        Returns:
            A list of `Span` in order; for a list a list of such lists; for an iterator
            a generator of them.

        Raises:
            TypeError: If `texts` is something else.
        """
        return answer_texts(texts, self._tag_texts, check_text)

    def tag_words(self, sentences):
        """Finds the entities of tokenised sentences.

        Args:
            sentences: Iterable of lists of words. One of more than 256 words is read in
                parts, which end after punctuation where there is some.

        Returns:
            A list with a list of `Span` for each sentence; `start` and `end` count
            words, and `text` is the words joined by spaces.
        """
        words = checked_sentences(sentences)
        return [spans for some in windows(words) for spans in self._tag_sentences(some)]

    def predict(self, sentences):
        """Returns the IOB2 tags of tokenised sentences, a list of lists of `str`."""
        sentences = list(checked_sentences(sentences))
        spans = self.tag_words(sentences)
        return [iob2_tags(*pair) for pair in zip(spans, sentences, strict=True)]

    def _tag_texts(self, texts):
        tokens = [tokenize(text) for text in texts]
        cuts = [sentences(t, x) for t, x in zip(tokens, texts, strict=True)]
        found = self._entities([[t.text for t in row] for row in tokens], cuts)
        return [
            [text_span(text, row, *entity) for entity in entities]
            for text, row, entities in zip(texts, tokens, found, strict=True)
        ]

    def _tag_sentences(self, sentences):
        found = self._entities(sentences, map(cut, sentences))
        return [
            [word_span(words, *entity) for entity in entities]
            for words, entities in zip(sentences, found, strict=True)
        ]

    def _entities(self, words, cuts):
        """Entities `(label, first, last, confidence)` of rows of words, read in parts.

        `cuts` are the `(first, last)` ranges of the parts of each row; the entities
        count words from the start of the row.
        """
        parts = [(row, *part) for row, ranges in enumerate(cuts) for part in ranges]
        found = self.decode([words[row][a:b] for row, a, b in parts])
        entities = [[] for _ in words]
        for (row, offset, _), spans in zip(parts, found, strict=True):
            entities[row] += [
                (label, offset + first, offset + last, confidence)
                for label, first, last, confidence in spans
            ]
        return entities


def iob2_tags(spans, words):
    """The IOB2 tags of words by spans that count words."""
    found = [(span.label, span.start, span.end) for span in spans]
    return tag_schemes.tags_from_spans(found, len(words), "iob2")


def text_span(text, tokens, label, first, last, confidence):
    start, end = tokens[first].start, tokens[last - 1].end
    return Span(text[start:end], label, start, end, confidence)


def word_span(words, label, first, last, confidence):
    return Span(" ".join(words[first:last]), label, first, last, confidence)
