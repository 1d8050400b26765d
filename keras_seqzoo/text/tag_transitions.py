"""Which tag may follow which: the grammar of a tag scheme."""

from itertools import groupby

import numpy as np

from keras_seqzoo.text.tag_parts import (
    GOES_ON,
    HAS_MORE,
    PREFIXES,
    continues,
    split_tag,
)


def allowed_transitions(tags, scheme="iobes"):
    """Which tags may open a sequence, follow each other and close a sequence.

    A path is allowed if and only if it is what `tags_from_spans` writes for its spans.

    Args:
        tags: List of K distinct tags, `"O"` or prefix, dash and label.
        scheme: `"iob2"`, `"iobes"` or `"bilou"`.

    Returns:
        `(start, transition, end)`: boolean arrays [K], [K, K] (row to column), [K].

    Example:

    >>> start, transition, end = allowed_transitions(["O", "B-PER", "I-PER"], "iob2")
    >>> start
    array([ True,  True, False])
    """
    check_constrainable(tags, scheme)
    parts = [split_tag(tag) for tag in tags]
    must_close = scheme != "iob2"
    start = [prefix not in GOES_ON for prefix, _ in parts]
    end = [not (must_close and prefix in HAS_MORE) for prefix, _ in parts]
    transition = [
        [
            continues(a, b) if not opens else may_end
            for b, opens in zip(parts, start, strict=True)
        ]
        for a, may_end in zip(parts, end, strict=True)
    ]
    return tuple(np.array(allowed, bool) for allowed in (start, transition, end))


def check_constrainable(tags, scheme):
    if scheme not in ("iob2", "iobes", "bilou"):
        raise ValueError(
            "`scheme` must be 'iob2', 'iobes' or 'bilou', where every span opens in a "
            f"way of its own. Received: scheme={scheme!r}. `to_iob2` converts others."
        )
    repeated = [tag for tag, group in groupby(sorted(tags)) if len(list(group)) > 1]
    known = {*PREFIXES[scheme]}
    wrong = [
        t for t in tags if t != "O" and not (t[:1] in known and t[1:2] == "-" and t[2:])
    ]
    if repeated or wrong:
        raise ValueError(
            f"`tags` must be distinct tags of the scheme {scheme!r}: 'O' or one of the "
            f"prefixes {', '.join(sorted(known))}, a dash and a label. "
            f"Received: {(repeated or wrong)[0]!r} in tags={list(tags)!r}"
        )
