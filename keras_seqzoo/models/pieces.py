"""Tokens as the pieces of a text."""


def pieces(preprocessor, ids, before=""):
    """Yields what each token adds to a text.

    Args:
        preprocessor: Object with `piece(token, before)`.
        ids: Iterable of tokens.
        before: The text before the first of them.
    """
    for token in ids:
        before = preprocessor.piece(token, before)
        yield before


def joined(preprocessor, ids, before=""):
    """The text that tokens add to another, without the end of a document."""
    kept = [token for token in ids if token != preprocessor.end_id]
    return "".join(pieces(preprocessor, kept, before))


def ender(preprocessor, before, stops):
    """Returns a function that is told each token: is it the last one?

    Args:
        preprocessor: Object with `piece(token, before)` and `end_id`.
        before: The text before the first token.
        stops: Function that is told each piece; see `stop_rules.ended_by`.
    """

    def ended(token):
        nonlocal before
        if token == preprocessor.end_id:
            return True
        before = preprocessor.piece(token, before)
        return stops(before)

    return ended
