"""Trains a tagger on one public corpus by its own split and scores it once on the test.

    python recipes/ner/public_corpus.py conll2003 --seed 1 --out FOLDER
    python recipes/ner/public_corpus.py conll2003 --vectors none --seed 1 --out FOLDER
    python recipes/ner/public_corpus.py conll2003 --seed 1 --out FOLDER --dev-only \\
        --set units=200 --plan epochs=60

Trained on train alone, stopped early on dev. An interrupted run goes on when it is
started again. Settings are those of `NERBiLSTMCRFConfig`, the plan of `TrainingPlan`;
to choose among others than the recipe's own, leave the test data out (`--dev-only`);
the same command with `--score-only` scores what was chosen. The scores of every seed
are kept in the folder scores, the preset is written to FOLDER.
"""

import argparse
import ast
import os
import platform
import shlex
import sys
import time
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import tensorflow as tf
from public import CORPORA, GLOVE, parts
from run_scores import record, runs_in, summary

from keras_seqzoo import NERTagger
from keras_seqzoo.files import read_json, write_json
from keras_seqzoo.models.history import series
from keras_seqzoo.text import WordVectors, extended_vectors, load_vectors

HERE = Path(__file__).parent
SETTINGS = {
    "units": 200,
    "input_dropout": 0.5,
    "dropout": 0.5,
    "character_units": 100,
    "character_dim": 30,
}
WITHOUT_VECTORS = {"table": "none", "affix_rows": 5000, "embedding_dim": 100}
PLAN = {"epochs": 40, "patience": 8, "batch_size": 16, "word_dropout": 0.05}
NAMES = {"extended": "", "100": "_100", "50": "_50", "none": "_alone"}
NUM_VECTORS = 200_000
NETWORK = "a character CNN, a bidirectional LSTM and a CRF"


def main():
    args = arguments()
    if not args.score_only:
        train(args)
    if not args.dev_only:
        score(args)


def train(args):
    """Writes a preset with the scores on the development data."""
    tf.config.experimental.enable_op_determinism()
    examples, dev, _ = parts(args.corpus)
    tagger = untrained(examples, args)
    plan = PLAN | args.plan | {"seed": args.seed}
    started = time.monotonic()
    history = tagger.fit(examples, dev, out=args.out, verbose=2, **plan)
    seconds = round(time.monotonic() - started, 1)
    if args.vectors != "none":
        tagger = tagger.with_int8_vectors()
    tagger.calibrate(dev)
    results = {"dev": tagger.evaluate(dev)} | told(args, history, seconds)
    note(args, results)
    written(tagger, args, results)


def note(args, results):
    """Keeps the score of a choice on the development data beside those of others."""
    file = HERE / "choices.json"
    known = read_json(file) if file.exists() else {}
    words = shlex.split(results["command"])[2:]
    choice = shlex.join(w for w in words if w not in ("--out", str(args.out)))
    write_json(file, known | {choice: results["dev"]})
    print(choice, results["dev"], flush=True)


def score(args):
    """Scores the preset of an earlier training on the test data."""
    tagger = NERTagger.load(args.out)
    results = read_json(args.out / "results.json")
    if args.seed != results["seed"]:
        sys.exit(f"{args.out} is of seed {results['seed']}, not {args.seed}")
    name = args.corpus + NAMES[args.vectors]
    found = tagger.report(parts(args.corpus)[2])
    metrics = {k: getattr(found["scores"], k) for k in ("f1", "precision", "recall")}
    file = HERE / "scores" / f"{name}.json"
    own = {"dev": results["dev"]["f1"], "test": metrics["f1"]}
    record(file, f"seed {args.seed}", own)
    tested = {"metrics": metrics, "reliability": found["reliability"]}
    tested |= compared(args, runs_in(file))
    written(tagger, args, results | tested)


def written(tagger, args, results):
    about = described(CORPORA[args.corpus], args.vectors)
    tagger.save_to_preset(args.out, results=results, **about)


def untrained(train, args):
    if args.vectors == "none":
        vectors, settings = None, SETTINGS | WITHOUT_VECTORS
    else:
        vectors, settings = VECTORS[args.vectors](), SETTINGS
    return NERTagger.from_examples(
        train, vectors, args.min_count, seed=args.seed, **settings | args.set
    )


def glove(dim):
    return load_vectors("glove.6B", dim=dim)


def extended():
    """The vectors of 100 dimensions with the most frequent words that they lack."""
    vectors = extended_vectors(glove(100), glove(50))
    return WordVectors(vectors.words[:NUM_VECTORS], vectors.matrix[:NUM_VECTORS])


VECTORS = {"extended": extended, "100": partial(glove, 100), "50": partial(glove, 50)}


def told(args, history, seconds):
    """The entries of `results.json` on the training."""
    return {
        "seed": args.seed,
        "training": {
            "epochs": len(history),
            "seconds": seconds,
            "hardware": f"{os.cpu_count()} CPU cores ({platform.machine()})",
        },
        "history": series(history),
        "command": shlex.join(["python", *(a for a in sys.argv if a != "--dev-only")]),
    }


def compared(args, runs):
    """The entries of `results.json` beside the scores on the test data."""
    floor = read_json(HERE / "floors.json")[args.corpus]["test"]
    several = {f"{len(runs)} seeds": summary(list(runs.values()))["test"]}
    return {
        "floor": {"name": "linear CRF", "metrics": floor},
        "seeds": several if len(runs) > 1 else {},
        "test_data": f"{CORPORA[args.corpus].source['name']} test",
        "protocol": "span F1 (conlleval) on the test data, scored once; trained on the "
        "training data alone, stopped on the development data",
    }


def described(corpus, vectors):
    """The arguments of `save_to_preset` that describe a tagger."""
    given = vectors != "none"
    words = "GloVe as 8-bit integers" if given else "vectors of words and affixes"
    return {
        "licence": corpus.licence,
        "data": [corpus.source, GLOVE] if given else [corpus.source],
        "description": f"Finds {corpus.finds}: {words}, {NETWORK}.",
        "languages": ["en"],
        "limits": corpus.limits,
    }


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
    parser.add_argument("--vectors", choices=NAMES, default="extended")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="folder of the preset")
    parser.add_argument("--min-count", type=int, default=1, help="of a trained word")
    parser.add_argument("--dev-only", action="store_true", help="leave the test out")
    parser.add_argument(
        "--score-only", action="store_true", help="score what --dev-only has left"
    )
    parser.add_argument("--set", nargs="+", action=Pairs, default={})
    parser.add_argument("--plan", nargs="+", action=Pairs, default={})
    return parser.parse_args()


if __name__ == "__main__":
    main()
