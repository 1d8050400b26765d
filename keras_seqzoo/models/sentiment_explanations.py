"""Which words moved the answer of a text classifier."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from keras_seqzoo.models.explanation_html import html
from keras_seqzoo.models.sentiment_explainer import Explainer
from keras_seqzoo.runtime.answers import answer_of
from keras_seqzoo.text import tokenize
from keras_seqzoo.text.word_streams import MAX_BATCH_WORDS


class WordScore(NamedTuple):
    """A word, `text == source[start:end]`, and how much it spoke for the answer.

    A positive score speaks for the answer, a negative one against it.
    """

    text: str
    start: int
    end: int
    score: float


@dataclass(frozen=True)
class Explanation:
    """A text, the answer to it and the scores of its words, in order.

    A notebook shows it with the words shaded.
    """

    text: str
    answer: Any
    method: str
    words: tuple

    def html(self):
        """Returns a paragraph of HTML in which the words are shaded by their scores."""
        return html(self)

    def _repr_html_(self):
        return html(self)


METHODS = {
    "gradient": Explainer.gradient,
    "occlusion": Explainer.occlusion,
    "attention": Explainer.attention,
}


def explain(classifier, explainer, text, method):
    """Explains the answer to one text; see `SentimentClassifier.explain`."""
    if method not in METHODS:
        raise ValueError(
            f"`method` must be one of {', '.join(map(repr, METHODS))}. "
            f"Received: method={method!r}"
        )
    tokens = tokenize(text)[: classifier.config.max_words]
    words = [token.text for token in tokens] or [""]
    if len(words) > MAX_BATCH_WORDS:
        raise ValueError(
            f"`text` must have at most {MAX_BATCH_WORDS} words to be explained. "
            f"Received: {len(words)} words. Explain a part of it."
        )
    ids = classifier.preprocessor.encode([words])["words"]
    outputs = classifier.run([words])[0]
    scores = METHODS[method](explainer, ids, outputs).tolist()
    scored = zip(tokens, scores[: len(tokens)], strict=True)
    return Explanation(
        text,
        answer_of(classifier.labels, outputs),
        method,
        tuple(WordScore(*token, score) for token, score in scored),
    )
