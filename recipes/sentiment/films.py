"""A language model of film reviews, from which the classifiers start.

    python recipes/sentiment/films.py films
    python recipes/sentiment/films.py films_alone

Word vectors and a bidirectional LSTM learn to tell the words beside each word of the
22,500 training reviews of IMDB; no label is read. `films` starts from GloVe vectors,
`films_alone` from none. The weights stay in runs/, where train.py finds them, and an
interrupted training goes on from there.
"""

import argparse
import functools
from pathlib import Path

import tensorflow as tf
from corpora import CORPORA
from corpus import vectors_for

from keras_seqzoo import SentimentClassifier

RUNS = Path("runs")
VECTORS = {"films": {"top": 30_000, "min_count": 5}, "films_alone": None}
SETTINGS = {"units": 128, "input_dropout": 0.3}
PLAN = {"epochs": 3, "learning_rate": 2e-3, "seed": 1}


@functools.cache
def language_model(name):
    """Returns a classifier whose words and encoder are those of the language model."""
    train, _, _ = CORPORA["imdb"]()
    vectors = VECTORS[name] and vectors_for(train, **VECTORS[name])
    classifier = SentimentClassifier.from_examples(
        train, vectors, min_count=10, **SETTINGS
    )
    texts = [text for _, text in train]
    classifier.pretrain(texts, out=RUNS / name, verbose=2, **PLAN)
    return classifier


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("name", choices=VECTORS)
    tf.config.experimental.enable_op_determinism()
    language_model(parser.parse_args().name)


if __name__ == "__main__":
    main()
