"""Explained answers: in the terminal and as a page of HTML."""

import contextlib

from keras_seqzoo.cli.output import visible

METHODS = ("gradient", "occlusion", "attention")
STRONGEST = 8


@contextlib.contextmanager
def page(path):
    """Gives a function that adds paragraphs to a page, whole or not at all.

    Without a path the paragraphs are dropped.
    """
    if path is None:
        yield lambda paragraph: None
        return
    from keras_seqzoo.files import replacing
    from keras_seqzoo.models.explanation_html import FOOT, HEAD

    with replacing(path) as temporary:
        with open(temporary, "w", encoding="utf-8", errors="replace") as file:
            file.write(HEAD)
            yield file.write
            file.write(FOOT)


def append_words(line, explanation):
    """Appends a text with its words shaded to a `rich.text.Text`; returns it."""
    from keras_seqzoo.insight.colours import colour
    from keras_seqzoo.models.explanation_html import shades

    text, words, position = explanation.text, explanation.words, 0
    for word, shade in zip(words, shades(words), strict=True):
        style = "not bold black on rgb({},{},{})".format(*colour(shade))
        line.append(visible(text[position : word.start]), style="not bold default")
        line.append(visible(word.text), style=style)
        position = word.end
    return line.append(visible(text[position:]), style="not bold default")


def in_words(line, explanation):
    """Appends a text and the scores of its strongest words, where no colours are."""
    line.append(visible(explanation.text))
    strongest = sorted(explanation.words, key=lambda word: -abs(word.score))[:STRONGEST]
    for word in sorted(strongest, key=lambda word: word.start):
        line.append(f"\n    {word.score:+.2f}  {visible(word.text)}")
    return line
