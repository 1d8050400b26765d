"""Labelled phrases from the trees of the Stanford Sentiment Treebank."""

import re

from keras_seqzoo.data.errors import DataError
from keras_seqzoo.data.files import open_text

PART = re.compile(r"\((\S+)|(\))|([^\s()]+)")
REMEDY = "Mend the line."
WRITTEN = {"-lrb-": "(", "-rrb-": ")", "\\": ""}
ESCAPED = re.compile("|".join(map(re.escape, WRITTEN)), re.IGNORECASE)


def read_trees(path):
    """Reads one tree a line, such as `(3 (2 It) (4 (2 's) (3 lovely)))`.

    Args:
        path: The file, plain or gzipped; empty lines are skipped.

    Returns:
        Iterator over trees; each is a list of `(label, text)` of all its phrases, the
        whole sentence first and the rest from left to right.

    Raises:
        DataError: If brackets do not match; names the line.

    Example:

    >>> _ = Path("dev.txt").write_text("(4 (2 It) (4 (2 's) (3 good)))")
    >>> for phrases in read_trees("dev.txt"):
    ...     print(phrases)
    [('4', "It 's good"), ('2', 'It'), ('4', "'s good"), ('2', "'s"), ('3', 'good')]

    Reference: Socher et al. (2013), Recursive deep models for semantic
    compositionality over a sentiment treebank.
    """
    with open_text(path) as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield phrases_of(line, path, number)


def phrases_of(line, path, number):
    words, nodes, open_nodes = [], [], []
    for opened, closed, word in PART.findall(line):
        if nodes and not open_nodes:
            raise DataError(path, number, "something follows the tree.", REMEDY)
        if opened:
            open_nodes.append(len(nodes))
            nodes.append([opened, len(words), None])
        elif closed and open_nodes:
            nodes[open_nodes.pop()][2] = len(words)
        elif open_nodes:
            words.append(unescaped(word))
    if open_nodes or not words:
        raise DataError(path, number, "not one tree in matching brackets.", REMEDY)
    return [(label, " ".join(words[first:last])) for label, first, last in nodes]


def unescaped(text):
    r"""Undoes how treebanks write brackets, slashes and stars.

    >>> unescaped(r"-LRB- action\/effects -rrb-")
    '( action/effects )'
    """
    return ESCAPED.sub(lambda found: WRITTEN[found[0].lower()], text)
