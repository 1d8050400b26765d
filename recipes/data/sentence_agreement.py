"""How well sentence boundaries are found in the raw English Web Treebank.

    KERAS_SEQZOO_DATA=/path/to/data python recipes/data/sentence_agreement.py

The sentences of a document are joined by one space, so paragraphs give no hint.
"""

from rich.console import Console
from rich.table import Table

from keras_seqzoo.data import fetch, open_text
from keras_seqzoo.text import sentences, tokenize

RAW = "ner/uner_english/en_ewt-ud-dev.iob2"
TEXT = "# text = "


def documents():
    """Iterator of documents, each a list of the texts of its sentences."""
    document = []
    with open_text(fetch(RAW)) as lines:
        for line in lines:
            if line.startswith("# newdoc") and document:
                yield document
                document = []
            if line.startswith(TEXT):
                document.append(line.removeprefix(TEXT))
    yield document


def starts(document):
    """Offsets at which sentences after the first start in the joined document."""
    offsets, end = set(), 0
    for text in document[:-1]:
        end += len(text) + 1
        offsets.add(end)
    return offsets


def found_starts(text):
    tokens = tokenize(text)
    return {
        tokens[first].start for first, _ in sentences(tokens, text, len(text)) if first
    }


def main():
    right = gold = found = 0
    for document in documents():
        expected, got = starts(document), found_starts(" ".join(document))
        right += len(expected & got)
        gold += len(expected)
        found += len(got)
    table = Table("boundaries", "found", "recall", "precision", "F1")
    rates = right / gold, right / found, 2 * right / (gold + found)
    table.add_row(str(gold), str(found), *(f"{100 * rate:.2f}" for rate in rates))
    Console().print(table)


if __name__ == "__main__":
    main()
