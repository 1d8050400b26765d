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


class GrowingText:
    """A continuation that is told its tokens.

    Args:
        preprocessor: Object with `piece(token, before)` and `end_id`.
        before: The text before the first token.
        rule: `StopRule`.
    """

    def __init__(self, preprocessor, before, rule):
        self.preprocessor, self.before, self.rule = preprocessor, before, rule
        self.written = []

    def add(self, token):
        """Appends a token; returns whether it is the last one."""
        if token == self.preprocessor.end_id:
            return True
        self.before = self.preprocessor.piece(token, self.before)
        self.written.append(self.rule.kept(self.before))
        return self.rule.ended

    def __str__(self):
        return "".join(self.written)
