"""Words of a text with their character offsets."""

from typing import NamedTuple

from keras_seqzoo.text.patterns import TOKEN


class Token(NamedTuple):
    """A word of a text: `text[start:end] == token.text`."""

    text: str
    start: int
    end: int


def tokenize(text):
    """Splits a text into words, numbers, marks and symbols, with offsets.

    Follows the Penn Treebank where it matters for English word vectors (`do n't`,
    `it 's`, `U.S.`, `well-known`) and keeps URLs, e-mail addresses, @mentions,
    #hashtags, emoticons and emoji whole. Every character that is not space, control or
    format is in exactly one token. Linear time for any string.

    Args:
        text: Any `str`.

    Returns:
        List of `Token(text, start, end)` in order, not overlapping.

    Raises:
        TypeError: If `text` is not a `str`.

    Example:

    >>> [token.text for token in tokenize("Don't email a@b.org!")]
    ['Do', "n't", 'email', 'a@b.org', '!']
    """
    if not isinstance(text, str):
        raise TypeError(
            "`text` must be a str; decode bytes first. "
            f"Received: text of type {type(text).__name__}"
        )
    return [Token(match[0], *match.span()) for match in TOKEN.finditer(text)]


def words_of(text, limit=None):
    """Returns the words of a text, at most `limit`, one empty word if it has none."""
    return [token.text for token in tokenize(text)[:limit]] or [""]
