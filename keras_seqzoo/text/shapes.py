"""The case and character class of a word as a small id."""

SHAPES = (
    "padding",
    "lower",
    "upper",
    "title",
    "mixed",
    "letter",
    "digits",
    "number",
    "alphanumeric",
    "hyphenated lower",
    "hyphenated title",
    "address",
    "mention",
    "hashtag",
    "mark",
    "other",
)
NUM_SHAPES = len(SHAPES)
IDS = {shape: i for i, shape in enumerate(SHAPES)}


def word_shape(word):
    """Returns the id of the shape of a word, in [1, NUM_SHAPES); 0 is for padding.

    Args:
        word: A `str`.

    Example:

    >>> [SHAPES[word_shape(word)] for word in ("Paris", "NATO", "iPhone", "1,000")]
    ['title', 'upper', 'mixed', 'number']

    Reference: the capitalisation feature of Collobert et al. (2011), section 4.3.
    """
    return IDS[name_of(word)]


def name_of(word):
    if word.isalpha():
        return case_of(word)
    if word.isdigit():
        return "digits"
    if not any(c.isalnum() for c in word):
        return "mark" if word else "other"
    return mixed_shape(word)


def case_of(word):
    if len(word) == 1 and word.isupper():
        return "letter"
    if word.islower():
        return "lower"
    if word.isupper():
        return "upper"
    if word[0].isupper() and word[1:].islower():
        return "title"
    return "mixed" if word.lower() != word.upper() else "other"


def mixed_shape(word):
    """The shape of a word of letters or digits with something else."""
    if word[0] in "@#" and len(word) > 1:
        return "mention" if word[0] == "@" else "hashtag"
    if "://" in word or "@" in word or word.startswith("www."):
        return "address"
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return "number"
    if any(c.isdigit() for c in word):
        return "alphanumeric"
    if "-" in word:
        return "hyphenated title" if word[0].isupper() else "hyphenated lower"
    return case_of("".join(letters))
