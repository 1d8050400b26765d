"""Trains the presets on openly licensed corpora and scores each once on the test data.

python recipes/ner/train.py --seed 1 --out zoo/ner_bilstm_crf.open
python recipes/ner/train.py --size tiny --seed 1 --out zoo/ner_bilstm_crf.open_tiny
"""

import argparse
import os
import platform
import shlex
import sys
import time
from pathlib import Path
from typing import NamedTuple

import tensorflow as tf
from corpus import tests, train_and_dev
from open_presets import (
    FLOOR_NAME,
    FLOORS,
    PROTOCOL,
    TEST_DATA,
    described,
    in_one,
)

from keras_seqzoo import NERTagger
from keras_seqzoo.files import read_json
from keras_seqzoo.models.history import series
from keras_seqzoo.text import load_vectors


class Size(NamedTuple):
    """Settings of the network, and the width and the number of the GloVe vectors."""

    settings: dict
    dim: int
    vectors: int


DROPOUT = {"input_dropout": 0.5, "dropout": 0.5}
SIZES = {
    "full": Size(DROPOUT | {"units": 128}, 100, 86_000),
    "tiny": Size(
        {"units": 64, "input_dropout": 0.3, "dropout": 0.3, "vector_type": "int8"},
        50,
        15_000,
    ),
}
MIN_COUNT = 3
PLAN = {"epochs": 12, "word_dropout": 0.1}


def main():
    arguments = read_arguments()
    tf.config.experimental.enable_op_determinism()
    train, dev = train_and_dev()
    size = SIZES[arguments.size]
    vectors = load_vectors("glove.6B", dim=size.dim, limit=size.vectors)
    tagger = NERTagger.from_examples(
        train, vectors, min_count=MIN_COUNT, seed=arguments.seed, **size.settings
    )
    started = time.monotonic()
    plan = PLAN | {"seed": arguments.seed}
    history = tagger.fit(train, dev, out=arguments.out, verbose=2, **plan)
    seconds = time.monotonic() - started
    results = {
        "dev": tagger.evaluate(dev),
        "metrics": test_scores(tagger),
        "floor": {"name": FLOOR_NAME, "metrics": in_one(read_json(FLOORS)["open"])},
        "test_data": TEST_DATA,
        "protocol": PROTOCOL,
        "seed": arguments.seed,
        "training": training(history, seconds),
        "history": series(history),
        "command": shlex.join(["python", *sys.argv]),
    }
    print(results)
    tagger.save_to_preset(arguments.out, results=results, **described(size.dim))


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", choices=SIZES, default="full")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="folder of the preset")
    return parser.parse_args()


def test_scores(tagger):
    return in_one({name: tagger.evaluate(data) for name, data in tests().items()})


def training(history, seconds):
    hardware = f"{os.cpu_count()} CPU cores ({platform.machine()})"
    return {"epochs": len(history), "seconds": round(seconds, 1), "hardware": hardware}


if __name__ == "__main__":
    main()
