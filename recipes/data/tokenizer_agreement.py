"""How often the tokenizer finds the words of annotated corpora, and how fast.

    KERAS_SEQZOO_DATA=/path/to/data python recipes/data/tokenizer_agreement.py

The words of a corpus are joined by one space each and split again, so the score tells
how well the tokenizer keeps them whole; the English Web Treebank has its raw text.
"""

import time

from rich.console import Console
from rich.table import Table

from keras_seqzoo.data import fetch, open_text, read_conll
from keras_seqzoo.text import tokenize

JOINED = {
    "WNUT-17 train": ("ner/wnut17/wnut17train.conll", ""),
    "WNUT-17 test": ("ner/wnut17/emerging.test.annotated", ""),
    "Broad Twitter train": ("ner/btc/btc.train", ""),
    "WikiGold": ("ner/wikigold/wikigold.conll.txt", ""),
    "CoNLL-2003 train": ("ner/conll2003/eng.train", ""),
    "WikiANN train": ("ner/wikiann_en/train", "en:"),
    "NCBI Disease train": ("ner/ncbi_disease/train.tsv", ""),
}
RAW = "ner/uner_english/en_ewt-ud-dev.iob2"


def joined(name, prefix):
    """Iterator of `(text, words)` of a tagged corpus."""
    for words, _ in read_conll(fetch(name), prefix=prefix):
        yield " ".join(words), words


def raw():
    """Iterator of `(text, words)` of the English Web Treebank."""
    text, words = "", []
    with open_text(fetch(RAW)) as lines:
        for line in lines:
            if line.startswith("# text = "):
                text, words = line.removeprefix("# text = "), []
            elif line and not line.startswith("#"):
                words.append(line.split("\t")[1])
            elif words and not line:
                yield text, words
                words = []


def places(text, words):
    """The spans of words in their text."""
    spans, end = set(), 0
    for word in words:
        start = text.index(word, end)
        end = start + len(word)
        spans.add((start, end))
    return spans


def score(pairs):
    """Recall, precision, F1 of words and tokens a second of processor time."""
    right = gold = found = seconds = 0
    for text, words in pairs:
        start = time.process_time()
        tokens = tokenize(text)
        seconds += time.process_time() - start
        expected = places(text, words)
        right += len(expected & {(token.start, token.end) for token in tokens})
        gold += len(expected)
        found += len(tokens)
    return right / gold, right / found, 2 * right / (gold + found), found / seconds


def main():
    table = Table("corpus", "recall", "precision", "F1", "tokens/s")
    corpora = {"English Web Treebank, raw": raw()}
    corpora |= {title: joined(*place) for title, place in JOINED.items()}
    for title, pairs in corpora.items():
        *rates, speed = score(pairs)
        table.add_row(title, *(f"{100 * rate:.2f}" for rate in rates), f"{speed:,.0f}")
    Console().print(table)


if __name__ == "__main__":
    main()
