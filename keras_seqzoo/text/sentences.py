"""Where sentences end."""

from itertools import pairwise

from keras_seqzoo.text.cuts import MAX_WORDS, cut

MARKS = frozenset(".!?…。！？؟।")
BRACKETS = frozenset(")]}”’»")
QUOTES = frozenset(('"', "'", "''"))
AFTER_CLOSER = {"sure": "mark"}
SHORT = 3
CONTINUERS = frozenset(",;:-–—%&/+=*")
LAST_ABBREVIATIONS = frozenset("Inc. Co. Corp. Ltd. Jr. Sr. etc. Bros. Pty.".split())
STARTERS = frozenset(
    "A After All An And As At But By For From He Her His How However I If In It Its My "
    "No On Our She So Some That The Their Then There These They This Those To Two We "
    "What When Where While Who Why With You Your".split()
)


def sentences(tokens, text, max_tokens=MAX_WORDS):
    """Splits a tokenised text into sentences.

    A sentence ends after `.`, `!`, `?` or an ellipsis and the quotes and brackets that
    close it. A word in lower case starts a new one only right after `!`, `?` or a full
    stop behind a longer word in lower case; after initials or an abbreviation (`U.S.`,
    `Inc.`) only a usual start (`The`, `He`) does. A number alone (`1.`) is no sentence.
    An empty line always ends one. Linear time.

    Args:
        tokens: List of `Token` of `text`, in order.
        text: The `str` they come from.
        max_tokens: Most tokens of a sentence; a longer one is cut, after punctuation
            if there is some.

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
        parts = cut([token.text for token in tokens[first:last]], max_tokens)
        ranges += [(first + start, first + stop) for start, stop in parts]
        first = last
    return ranges


def boundaries(tokens, text):
    """Iterator of the indices of tokens, but the first, that start a sentence."""
    first, end = 0, end_of(tokens[0].text, "") if tokens else None
    for i, (before, token) in enumerate(pairwise(tokens), 1):
        gap = text[before.end : token.start]
        paragraph = is_paragraph(gap)
        if end and not paragraph and closes(token.text, gap):
            end = AFTER_CLOSER.get(end, end)
            continue
        numbered = i - first == 2 and tokens[first].text.isdecimal()
        if paragraph or (starts(token.text, end) and not numbered):
            yield i
            first = i
        end = end_of(token.text, before.text)


def is_paragraph(gap):
    return gap.count("\n") > 1 or "\u2029" in gap


def closes(word, gap):
    """Whether a word after the end of a sentence still belongs to it."""
    return word in BRACKETS or (word in QUOTES and not gap)


def starts(word, end):
    """Whether a word starts a sentence after an end of that kind."""
    if end == "abbreviation":
        return word in STARTERS
    if end is None or word[0] in CONTINUERS:
        return False
    return end == "sure" or not word[0].islower()


def end_of(word, before):
    """The kind of end that a word makes after the word before it.

    `"sure"`: whatever follows starts a sentence; `"mark"`: unless it is in lower case;
    `"abbreviation"`: if it is a usual start; `None`: no end.
    """
    if word[-1] not in MARKS:
        return None
    if MARKS.issuperset(word):
        full_stop = word == "." and before.islower() and len(before) > SHORT
        return "sure" if full_stop or word[-1] in "!?" else "mark"
    may_be_last = word.count(".") > 1 or word in LAST_ABBREVIATIONS
    return "abbreviation" if may_be_last else None
