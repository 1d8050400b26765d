"""Where sentences end."""

TERMINALS = frozenset(".!?…。！？؟।")
BRACKETS = frozenset(")]}”’»")
QUOTES = frozenset(('"', "'", "''"))
FINAL_ABBREVIATIONS = frozenset("Inc. Co. Corp. Ltd. Jr. Sr. etc. Bros. Pty.".split())
CONTINUERS = frozenset(",;:-–—%&/+=*")
STARTERS = frozenset(
    "A After All An And As At But By For From He Her His How However I If In It Its My No "
    "On Our She So Some That The Their Then There These They This Those To Two We What "
    "When Where While Who Why With You Your".split()
)


def sentences(tokens, text, max_tokens=256):
    """Splits a tokenised text into sentences.

    A sentence ends after `.`, `!`, `?` or an ellipsis, with the quotes and brackets that
    close it, unless the next word starts in lower case; after initials or an abbreviation
    (`U.S.`, `Inc.`) only before a word that often starts a sentence (`The`, `He`); and
    always at an empty line. Linear time.

    Args:
        tokens: List of `Token` of `text`, in order.
        text: The `str` they come from.
        max_tokens: Most tokens of a sentence; a longer one is cut.

    Returns:
        List of `(first, last)`: the sentence is `tokens[first:last]`. The ranges are in
        order and cover all tokens.

    Raises:
        ValueError: If `max_tokens` is not positive.

    Example:

    >>> text = "Dr. No came. Who saw him?"
    >>> sentences(tokenize(text), text)
    [(0, 4), (4, 8)]
    """
    if max_tokens <= 0:
        raise ValueError(
            f"`max_tokens` must be positive. Received: max_tokens={max_tokens}"
        )
    ranges, first = [], 0
    for last in [*boundaries(tokens, text), len(tokens)]:
        for start in range(first, last, max_tokens):
            ranges.append((start, min(start + max_tokens, last)))
        first = last
    return ranges


def boundaries(tokens, text):
    """Indices of the tokens, but the first, that start a sentence."""
    first, ended = 0, None
    for i, token in enumerate(tokens):
        gap = text[tokens[i - 1].end : token.start] if i else ""
        if ended and closes(token.text, gap):
            continue
        if is_paragraph(gap) or (ended and starts(token.text, ended, i - first)):
            yield i
            first = i
        ended = ending(token.text)


def ending(word):
    """The kind of end that a word makes: `"mark"`, `"abbreviation"` or `None`."""
    if word[-1] not in TERMINALS:
        return None
    if TERMINALS.issuperset(word):
        return "mark"
    return (
        "abbreviation" if word.count(".") > 1 or word in FINAL_ABBREVIATIONS else None
    )


def closes(word, gap):
    return word in BRACKETS or (word in QUOTES and not gap)


def is_paragraph(gap):
    return gap.count("\n") > 1 or "\u2029" in gap


def starts(word, ended, length):
    """Whether a word starts a sentence after an end; `length` tokens came before."""
    if ended == "abbreviation":
        return word in STARTERS
    return word not in CONTINUERS and not word[0].islower()
