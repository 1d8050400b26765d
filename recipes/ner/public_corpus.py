"""Trains a tagger on one public corpus by its own split and scores it once on the test.

    python recipes/ner/public_corpus.py conll2003 --vectors 100 --seed 1 --out FOLDER
    python recipes/ner/public_corpus.py conll2003 --vectors none --seed 1 --out FOLDER
    python recipes/ner/public_corpus.py conll2003 --seed 1 --out FOLDER \\
        --set units=200 --plan epochs=60

Trained on train alone, stopped early on dev. An interrupted run goes on when it is
started again. Settings are those of `NERBiLSTMCRFConfig`, the plan of `TrainingPlan`.
"""

import argparse
import ast
import json
import os
import platform
import shlex
import sys
import time
from pathlib import Path

from keras_seqzoo import NERTagger
from keras_seqzoo.data import fetch, read_conll
from keras_seqzoo.models.history import series
from keras_seqzoo.text import load_vectors

CORPORA = {
    "conll2003": ("ner/conll2003", "eng.train", "eng.testa", "eng.testb"),
    "wnut17": (
        "ner/wnut17",
        "wnut17train.conll",
        "emerging.dev.conll",
        "emerging.test.annotated",
    ),
    "ncbi_disease": ("ner/ncbi_disease", "train.tsv", "devel.tsv", "test.tsv"),
}
SETTINGS = {
    "units": 200,
    "input_dropout": 0.5,
    "dropout": 0.5,
    "character_units": 100,
    "character_dim": 30,
}
WITHOUT_VECTORS = {"vectors": "none", "affix_rows": 5000, "embedding_dim": 100}
PLAN = {"epochs": 40, "patience": 8, "batch_size": 16, "word_dropout": 0.05}
RESEARCH_ONLY = "LicenseRef-research-only"


def main():
    args = arguments()
    folder, *files = CORPORA[args.corpus]
    train, dev, test = (list(read_conll(fetch(f"{folder}/{file}"))) for file in files)
    settings, vectors = SETTINGS | args.set, None
    if args.vectors == "none":
        settings = WITHOUT_VECTORS | settings
    else:
        vectors = load_vectors("glove.6B", dim=int(args.vectors))
    tagger = NERTagger.from_examples(
        train, vectors, min_count=1, seed=args.seed, **settings
    )
    plan = PLAN | args.plan | {"seed": args.seed}
    started = time.monotonic()
    history = tagger.fit(train, dev, out=args.out, verbose=2, **plan)
    seconds = round(time.monotonic() - started, 1)
    results = {
        "dev": tagger.evaluate(dev),
        "metrics": tagger.evaluate(test),
        "test_data": f"{args.corpus}, {files[2]}",
        "protocol": "span F1 (conlleval); trained on train alone, stopped on dev",
        "seed": args.seed,
        "training": {
            "epochs": len(history),
            "seconds": seconds,
            "hardware": f"{os.cpu_count()} CPU cores ({platform.machine()})",
        },
        "history": series(history),
        "command": shlex.join(["python", *sys.argv]),
    }
    tagger.save_to_preset(
        args.out, results=results, licence=args.licence, languages=["en"]
    )
    print(json.dumps(results))


def pair(text):
    """Reads `name=value`; the value is a Python literal or else a word.

    >>> pair("units=200"), pair("encoder=sru")
    (('units', 200), ('encoder', 'sru'))
    """
    name, _, value = text.partition("=")
    try:
        return name, ast.literal_eval(value)
    except (SyntaxError, ValueError):
        return name, value


class Pairs(argparse.Action):
    """Gathers `name=value` arguments in a dict."""

    def __call__(self, parser, namespace, values, option_string=None):
        known = getattr(namespace, self.dest)
        setattr(namespace, self.dest, known | dict(map(pair, values)))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", choices=CORPORA)
    parser.add_argument("--vectors", choices=("50", "100", "none"), default="100")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="folder of the preset")
    parser.add_argument("--licence", default=RESEARCH_ONLY)
    parser.add_argument("--set", nargs="+", action=Pairs, default={})
    parser.add_argument("--plan", nargs="+", action=Pairs, default={})
    return parser.parse_args()


if __name__ == "__main__":
    main()
