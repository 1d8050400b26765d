"""One tag: `"O"`, or a prefix, a dash and a label (`"B-PER"`)."""

# Prefixes of a span that opens, goes on, closes, and of one that is a single token.
PREFIXES = {
    "io": "IIII",
    "iob1": "BIII",
    "iob2": "BIIB",
    "iobes": "BIES",
    "bilou": "BILU",
}
CANONICAL = {"L": "E", "U": "S"}
GOES_ON, HAS_MORE = "IE", "BI"


def split_tag(tag):
    """Prefix in IOBES letters and label: `"L-PER"` -> `("E", "PER")`."""
    prefix, dash, label = tag.partition("-")
    known = prefix in {*"BIES", *CANONICAL} or tag == "O"
    if not known:
        raise ValueError(
            "A tag must be 'O' or one of the prefixes B, I, E, S, L, U, a dash and a "
            f"label, such as 'B-PER'. Received: {tag!r}"
        )
    return CANONICAL.get(prefix, prefix), label or "_"


def continues(before, tag):
    """Whether a tag goes on with the span of the tag before it."""
    return before[0] in HAS_MORE and tag[0] in GOES_ON and before[1] == tag[1]


def prefixes_of(scheme):
    if scheme not in PREFIXES:
        raise ValueError(
            f"`scheme` must be one of {', '.join(map(repr, PREFIXES))}. "
            f"Received: scheme={scheme!r}"
        )
    return PREFIXES[scheme]
