"""Tag schemes of sequence labelling: IO, IOB1, IOB2, IOBES and BILOU.

Spans are read by the rules of the CoNLL scorer `conlleval`, which give every tag
sequence a meaning, also one that breaks its scheme.
"""

from itertools import pairwise

from keras_seqzoo.text.tag_parts import continues, prefixes_of, split_tag
from keras_seqzoo.text.tag_transitions import allowed_transitions

__all__ = [
    "allowed_transitions",
    "detect_scheme",
    "iob2_to_iobes",
    "iobes_to_iob2",
    "spans",
    "tags_from_spans",
    "to_iob2",
]


def spans(tags):
    """Labelled spans of one tag sequence in any scheme, by the rules of `conlleval`.

    A tag continues the span before it if it is `I-` or `E-`, follows `B-` or `I-` and
    has the same label; any other tag but `O` opens a span. A tag with no label (`"B"`)
    has the label `"_"`. The result is that of seqeval's default mode, with an exclusive
    end.

    Args:
        tags: List of strings.

    Returns:
        List of `(label, start, end)` in order; `end` is exclusive.

    Raises:
        ValueError: If a tag has an unknown prefix.

    Example:

    >>> spans(["B-PER", "I-PER", "O", "I-LOC"])
    [('PER', 0, 2), ('LOC', 3, 4)]

    Reference: Tjong Kim Sang & Buchholz (2000), `conlleval`.
    """
    parts = [split_tag(tag) for tag in tags]
    starts = [
        i
        for i, (before, tag) in enumerate(pairwise([("O", "_"), *parts]))
        if tag[0] != "O" and not continues(before, tag)
    ]
    return [(parts[i][1], i, span_end(parts, i)) for i in starts]


def tags_from_spans(spans, length, scheme="iobes"):
    """Tags of one sequence from its spans.

    Args:
        spans: Iterable of `(label, start, end)`, `end` exclusive, without overlaps.
        length: Number of tokens.
        scheme: `"iob2"`, `"iobes"`, `"bilou"`, `"iob1"` or `"io"`. Only the last loses
            something: it joins neighbours of one label.

    Returns:
        List of `length` tags.

    Raises:
        ValueError: If a span is empty, out of range or overlaps another, or the scheme
            is unknown.

    Example:

    >>> tags_from_spans([("PER", 0, 2), ("LOC", 3, 4)], 4)
    ['B-PER', 'E-PER', 'O', 'S-LOC']
    """
    prefixes = prefixes_of(scheme)
    tags = ["O"] * length
    for label, start, end in sorted(spans, key=lambda span: span[1:]):
        check_span(label, start, end, tags)
        inner = prefixes[1] * (end - start - 2)
        marks = prefixes[0] + inner + prefixes[2] if end - start > 1 else prefixes[3]
        if scheme == "iob1":
            marks = marks_iob1(label, start, end, tags)
        tags[start:end] = [f"{mark}-{label}" for mark in marks]
    return tags


def to_iob2(tags, scheme):
    """IOB2 tags of one sequence in `scheme`; tags that break the scheme are repaired.

    Args:
        tags: List of strings.
        scheme: Scheme of `tags`, see `tags_from_spans`.

    Raises:
        ValueError: If the scheme is unknown or has no such prefix as a tag.

    Example:

    >>> to_iob2(["I-PER", "I-PER", "B-PER"], "iob1")
    ['B-PER', 'I-PER', 'B-PER']
    """
    known = {*prefixes_of(scheme), "O"}
    for tag in tags:
        if tag[:1] not in known:
            raise ValueError(
                f"`tags` must be in the scheme {scheme!r}, with prefixes "
                f"{', '.join(sorted(known))}. Received: {tag!r}. "
                "`detect_scheme` tells the scheme of a file."
            )
    return tags_from_spans(spans(tags), len(tags), "iob2")


def iob2_to_iobes(tags):
    """IOBES tags of one IOB2 sequence.

    >>> iob2_to_iobes(["B-PER", "I-PER", "B-LOC"])
    ['B-PER', 'E-PER', 'S-LOC']
    """
    return tags_from_spans(spans(tags), len(tags), "iobes")


def iobes_to_iob2(tags):
    """IOB2 tags of one IOBES sequence.

    >>> iobes_to_iob2(["B-PER", "E-PER", "S-LOC"])
    ['B-PER', 'I-PER', 'B-LOC']
    """
    return tags_from_spans(spans(tags), len(tags), "iob2")


def detect_scheme(tags):
    """Scheme of a whole file by its prefixes and, for IOB, by where spans open.

    Args:
        tags: List of tag sequences, or one tag sequence.

    Returns:
        `"iobes"` or `"bilou"` if their own prefixes occur; `"io"` if no span opens with
        `B-` (IOB1 without neighbours of one label looks the same and means the same);
        `"iob1"` if `B-` occurs only where it must; else `"iob2"`.

    Example:

    >>> detect_scheme([["I-PER", "B-PER"], ["O", "I-LOC"]])
    'iob1'
    """
    sequences = [tags] if tags and isinstance(tags[0], str) else tags
    prefixes = {split_tag(tag)[0] for sequence in sequences for tag in sequence}
    raw = {tag[0] for sequence in sequences for tag in sequence}
    if raw & {"L", "U"}:
        return "bilou"
    if prefixes & {"E", "S"}:
        return "iobes"
    if "B" in prefixes:
        return "iob1" if all(map(is_iob1, sequences)) else "iob2"
    return "io" if "I" in prefixes else "iob2"


def span_end(parts, start):
    end = start + 1
    while end < len(parts) and continues(parts[end - 1], parts[end]):
        end += 1
    return end


def marks_iob1(label, start, end, tags):
    """I- everywhere, but B- where the token before ends a span of the same label."""
    touches = start > 0 and tags[start - 1][2:] == label
    return ("B" if touches else "I") + "I" * (end - start - 1)


def is_iob1(tags):
    return tags_from_spans(spans(tags), len(tags), "iob1") == list(tags)


def check_span(label, start, end, tags):
    if not 0 <= start < end <= len(tags) or set(tags[start:end]) != {"O"}:
        raise ValueError(
            f"`spans` must lie in the sequence of {len(tags)} tokens, be at least one "
            f"token long and not overlap. Received: {(label, start, end)!r}"
        )
