"""Classifying from strings to labels: many sentences, long reviews, one sentence.

    KERAS_SEQZOO_DATA=/path/to/data python recipes/benchmarks/classifying.py
    KERAS_SEQZOO_DATA=/path/to/data python recipes/benchmarks/classifying.py --imdb

Sentences are the test data of SST-2. Beside the preset, with Keras and by NumPy alone,
and in turn with it runs a scikit-learn pipeline: words and bigrams, logistic
regression, trained on the SST-2 training sentences. With `--imdb` both classify the
25,000 test reviews of IMDB once, of which none is cut. Prints one JSON line.
"""

import argparse
import json
import os
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from alternate import alternate
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from keras_seqzoo import SentimentClassifier
from keras_seqzoo.data import fetch, read_sst, read_table
from keras_seqzoo.runtime import Classifier

SENTENCE = "A gorgeous, witty and deeply moving film that never once loses its nerve, "
SENTENCE += "its heart or its sense of humour."


def texts_of(part):
    return [text for _, text in read_sst(fetch(f"sentiment/sst/stsa.binary.{part}"))]


def peer():
    """Returns a pipeline from strings to labels, trained."""
    pairs = list(read_sst(fetch("sentiment/sst/stsa.binary.train")))
    labels, texts = zip(*pairs, strict=True)
    vectorizer = CountVectorizer(ngram_range=(1, 2), token_pattern=r"\w+|[^\w\s]")
    pipeline = make_pipeline(vectorizer, LogisticRegression(max_iter=1000))
    return pipeline.fit(texts, labels)


def sentences(ours, pipeline):
    """Medians of all for the whole test data and for one sentence."""
    texts = texts_of("test")
    both = {**ours, "scikit-learn": pipeline.predict}
    batch = alternate({k: lambda f=f: f(texts) for k, f in both.items()}, rounds=7)
    one = alternate({k: lambda f=f: f([SENTENCE]) for k, f in both.items()}, rounds=200)
    return {
        "sentences_per_second": {
            k: round(1e3 * len(texts) / t) for k, t in batch.items()
        },
        "milliseconds_one_sentence": {k: round(t, 2) for k, t in one.items()},
    }


def reviews(ours, pipeline):
    """Seconds of both for the IMDB test data; the first 64 reviews compile."""
    texts = [text for _, text in read_table(fetch("sentiment/imdb/test.tsv"))]
    ours["ours"](texts[:64])
    found = {"reviews": len(texts), "words": sum(len(text.split()) for text in texts)}
    both = {"ours": ours["ours"], "scikit-learn": pipeline.predict}
    found["seconds"] = {k: round(seconds(f, texts), 1) for k, f in both.items()}
    return found


def seconds(function, texts):
    start = time.perf_counter()
    function(texts)
    return time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--preset", default="sentiment_bilstm.mr")
    parser.add_argument("--imdb", action="store_true")
    arguments = parser.parse_args()
    measure = reviews if arguments.imdb else sentences
    classes = {"ours": SentimentClassifier, "ours, NumPy alone": Classifier}
    ours = {k: c.from_preset(arguments.preset).predict for k, c in classes.items()}
    found = measure(ours, peer())
    print(json.dumps({"preset": arguments.preset, "cores": os.cpu_count(), **found}))


if __name__ == "__main__":
    main()
