"""An explanation as HTML: words shaded by what they say for or against the answer."""

from html import escape

from keras_seqzoo.insight.colours import colour
from keras_seqzoo.insight.colours import shades as numbers_as_shades

HEAD = (
    '<!doctype html>\n<html><head><meta charset="utf-8"><title>Explanations</title>'
    "</head>\n<body>\n<p>Blue words speak for the answer, orange ones against it.</p>\n"
)
FOOT = "</body></html>\n"


def shades(words):
    """Returns a number in [-1, 1] for each word: its score by the largest of the text.

    >>> shades([WordScore("a", 0, 1, 0.5), WordScore("b", 2, 3, -2.0)])
    [0.25, -1.0]
    """
    return numbers_as_shades([word.score for word in words], signed=True)


def html(explanation):
    """Returns one paragraph: the answer and the text with its words shaded."""
    text, parts, position = explanation.text, [], 0
    for word, shade in zip(explanation.words, shades(explanation.words), strict=True):
        parts.append(escape(text[position : word.start]))
        parts.append(marked(word, colour(shade)))
        position = word.end
    parts.append(escape(text[position:]))
    return f"<p><b>{escape(title(explanation.answer))}</b> {''.join(parts)}</p>\n"


def marked(word, rgb):
    style = f"color:#000;background:rgb({','.join(map(str, rgb))})"
    return f'<span style="{style}" title="{word.score:+.3f}">{escape(word.text)}</span>'


def title(answer):
    """Returns an answer in words: its label and probability, or a rating."""
    if isinstance(answer, float):
        return f"{answer:.2f}"
    return f"{answer.label} {answer.probability:.2f}"
