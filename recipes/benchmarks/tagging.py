"""Tagging of a long stream of raw sentences: words a second and peak memory.

    python recipes/benchmarks/tagging.py --sentences 10000

Sentences are those of UNER English EWT (dev), over and over, joined by spaces. The
memory is the peak of the whole process; the first tenth of the stream is the warm-up,
after which the peak should stay.
"""

import argparse
import itertools
import json
import os
import resource
import statistics
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from keras_seqzoo import NERTagger
from keras_seqzoo.data import fetch, read_conll


def main():
    args = arguments()
    tagger = NERTagger.from_preset(args.preset)
    path = fetch("ner/uner_english/en_ewt-ud-dev.iob2")
    sentences = [s.words for s in read_conll(path, word_column=1, tag_column=2)]
    stream = list(itertools.islice(itertools.cycle(sentences), args.sentences))
    warm_up = args.sentences // 10
    consume(tagger, stream[:warm_up])
    before = peak_megabytes()
    start = time.perf_counter()
    spans = consume(tagger, stream[warm_up:])
    seconds = time.perf_counter() - start
    words = sum(map(len, stream[warm_up:]))
    print(
        json.dumps(
            {
                "preset": args.preset,
                "sentences": args.sentences - warm_up,
                "words": words,
                "spans": spans,
                "words_per_second": round(words / seconds),
                "milliseconds_one_sentence": round(one_sentence(tagger), 2),
                "peak_megabytes_after_warm_up": before,
                "peak_megabytes": peak_megabytes(),
            }
        )
    )


def consume(tagger, stream):
    """Tags a stream without keeping it; returns the number of entities."""
    return sum(len(spans) for spans in tagger.tag(" ".join(words) for words in stream))


def one_sentence(tagger, rounds=200):
    """Median milliseconds from a string of 25 words to its spans."""
    text = " ".join(["Ada", "Lovelace", "met", "him", "in", "London"] + ["again"] * 19)
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        tagger.tag(text)
        times.append(1e3 * (time.perf_counter() - start))
    return statistics.median(times)


def peak_megabytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--preset", default="ner_bilstm_crf.open")
    parser.add_argument("--sentences", type=int, default=10_000)
    return parser.parse_args()


if __name__ == "__main__":
    main()
