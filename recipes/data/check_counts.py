"""Reads every public file and compares what is in it with the expected counts.

The counts are the published ones. The tokens of the Broad Twitter and the NCBI Disease
corpus are not published, nor is the split of the former: those are our first count.

KERAS_SEQZOO_DATA=/path/to/data python recipes/data/check_counts.py
"""

import os
import sys
from functools import partial

from rich.console import Console
from rich.progress import track
from rich.table import Table

from keras_seqzoo.data import (
    fetch,
    read_conll,
    read_lines,
    read_plain,
    read_sst,
    read_table,
    read_trees,
)
from keras_seqzoo.text import spans

UNER = partial(read_conll, word_column=1, tag_column=2)
WIKIANN = partial(read_conll, prefix="en:")

# file: reader, sentences, tokens, entities
TAGGED = {
    "ner/conll2003/eng.train": (read_conll, 14_041, 203_621, 23_499),
    "ner/conll2003/eng.testa": (read_conll, 3_250, 51_362, 5_942),
    "ner/conll2003/eng.testb": (read_conll, 3_453, 46_435, 5_648),
    "ner/conllpp/conllpp_test.txt": (read_conll, 3_453, 46_435, 5_702),
    "ner/wnut17/wnut17train.conll": (read_conll, 3_394, 62_730, 1_975),
    "ner/wnut17/emerging.dev.conll": (read_conll, 1_009, 15_733, 836),
    "ner/wnut17/emerging.test.annotated": (read_conll, 1_287, 23_394, 1_079),
    "ner/wikigold/wikigold.conll.txt": (read_conll, 1_696, 39_007, 3_558),
    "ner/btc/btc.train": (read_conll, 6_338, 99_933, 8_779),
    # One of 1,001 tweets is an empty word, which is no sentence.
    "ner/btc/btc.dev": (read_conll, 1_000, 15_024, 1_730),
    "ner/btc/btc.test": (read_conll, 2_001, 35_426, 4_376),
    "ner/uner_english/en_ewt-ud-dev.iob2": (UNER, 2_001, 25_149, 966),
    "ner/wikiann_en/train": (WIKIANN, 20_000, 160_394, 27_931),
    "ner/wikiann_en/dev": (WIKIANN, 10_000, 80_536, 14_146),
    "ner/wikiann_en/test": (WIKIANN, 10_000, 80_326, 13_958),
    "ner/ncbi_disease/train.tsv": (read_conll, 5_424, 135_701, 5_134),
    "ner/ncbi_disease/devel.tsv": (read_conll, 923, 23_969, 787),
    "ner/ncbi_disease/test.tsv": (read_conll, 940, 24_497, 960),
}

# file: reader, texts
TEXTS = {
    "sentiment/sst/stsa.binary.train": (read_sst, 6_920),
    "sentiment/sst/stsa.binary.dev": (read_sst, 872),
    "sentiment/sst/stsa.binary.test": (read_sst, 1_821),
    "sentiment/sst/stsa.fine.train": (read_sst, 8_544),
    "sentiment/sst/stsa.fine.dev": (read_sst, 1_101),
    "sentiment/sst/stsa.fine.test": (read_sst, 2_210),
    "sentiment/sst/trees/train.txt": (read_trees, 8_544),
    "sentiment/sst/trees/dev.txt": (read_trees, 1_101),
    "sentiment/sst/trees/test.txt": (read_trees, 2_210),
    "sentiment/mr/rt-polarity.pos": (read_lines, 5_331),
    "sentiment/mr/rt-polarity.neg": (read_lines, 5_331),
    "sentiment/imdb/train.tsv": (read_table, 25_000),
    "sentiment/imdb/test.tsv": (read_table, 25_000),
    "lm/names/names.txt": (read_lines, 32_033),
    "lm/dinos/dinos.txt": (read_lines, 1_536),
    "lm/ptb/ptb.train.txt": (read_lines, 42_068),
    "lm/ptb/ptb.valid.txt": (read_lines, 3_370),
    "lm/ptb/ptb.test.txt": (read_lines, 3_761),
    "lm/tinyshakespeare/input.txt": (read_plain, 1_115_394),
}


def tagged_counts(reader, path):
    """Sentences, tokens and entities of a file."""
    sentences = tokens = entities = 0
    for words, tags in reader(path):
        sentences += 1
        tokens += len(words)
        entities += len(spans(tags))
    return sentences, tokens, entities


def rows():
    """Iterator of `(file, counted, expected)`."""
    for name, (reader, *expected) in TAGGED.items():
        yield name, tagged_counts(reader, fetch(name)), tuple(expected)
    for name, (reader, expected) in TEXTS.items():
        yield name, (sum(1 for _ in reader(fetch(name))),), (expected,)


def table_of(results):
    table = Table(title="Counts of the public files")
    for heading in ("file", "sentences or texts", "tokens", "entities", "as expected"):
        table.add_column(heading, justify="left" if heading == "file" else "right")
    for name, counted, expected in results:
        cells = [f"{count:,}" for count in counted] + [""] * (3 - len(counted))
        same = counted == expected
        verdict = "yes" if same else f"no: {', '.join(f'{n:,}' for n in expected)}"
        table.add_row(name, *cells, verdict, style=None if same else "red")
    return table


def main():
    if not os.environ.get("KERAS_SEQZOO_DATA"):
        sys.exit("Set KERAS_SEQZOO_DATA to the folder of the public files.")
    total = len(TAGGED) + len(TEXTS)
    results = list(track(rows(), total=total, console=Console(stderr=True)))
    Console().print(table_of(results))
    sys.exit(any(counted != expected for _, counted, expected in results))


if __name__ == "__main__":
    main()
