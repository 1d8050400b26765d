"""Speed of tagging from raw text to spans: batches, one sentence, the first answer.

    python recipes/benchmarks/tagging.py
    python recipes/benchmarks/tagging.py --peers    # those that are installed

Sentences are those of UNER English EWT (dev), joined by spaces, over and over. Ours and
the peers take turns on the same sentences; the rates are medians of the rounds. The
latency is that of sentences cut to 25 words, one at a time, seen for the first time.
The first answer is timed from the start of a process. Peers: spaCy's small English
model (whole pipeline, and its tok2vec and ner alone; where the model is not installed,
a tagger of spaCy's default size that is not trained) and a linear CRF by
python-crfsuite with the features of recipes/ner/floor.py, which gets tokens.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import tagging_peers

from keras_seqzoo import NERTagger
from keras_seqzoo.data import fetch, read_conll
from keras_seqzoo.runtime import Tagger

FIRST = """
from keras_seqzoo.{module} import {name}
{name}.from_preset({preset!r}).tag("Ada Lovelace lived in London.")
"""
WORDS = 25


def main():
    args = arguments()
    path = fetch("ner/uner_english/en_ewt-ud-dev.iob2")
    sentences = [s.words for s in read_conll(path, word_column=1, tag_column=2)]
    taggers = {
        "ours": batch_of(NERTagger.from_preset(args.preset)),
        "ours, NumPy alone": batch_of(Tagger.from_preset(args.preset)),
        **(tagging_peers.installed(args.spacy) if args.peers else {}),
    }
    result = {
        "preset": args.preset,
        "words_per_second": rates(taggers, sentences, args.rounds),
        "milliseconds_of_25_words": {
            name: latency(call, sentences) for name, call in taggers.items()
        },
        "seconds_to_first_answer": {
            "Keras": first_answer("models.ner_tagger", "NERTagger", args.preset),
            "NumPy alone": first_answer("runtime", "Tagger", args.preset),
            "importing TensorFlow alone": process("import tensorflow"),
        },
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    print(json.dumps(result, indent=2))


def batch_of(tagger):
    """Function from sentences, as lists of words, to nothing: raw text is tagged."""
    return lambda sentences: tagger.tag([" ".join(words) for words in sentences])


def rates(taggers, sentences, rounds):
    """Median words a second of each tagger, which take turns; one round to warm up."""
    words = sum(map(len, sentences))
    seconds = {name: [] for name in taggers}
    for _ in range(rounds + 1):
        for name, call in taggers.items():
            seconds[name].append(timed(lambda call=call: call(sentences)))
    return {
        name: round(words / statistics.median(times[1:]))
        for name, times in seconds.items()
    }


def latency(call, sentences):
    """Median and 99th percentile of the milliseconds of one sentence."""
    single = [[words[:WORDS]] for words in sentences if len(words) >= WORDS]
    for one in single[:20]:
        call(one)
    times = sorted(1e3 * timed(lambda one=one: call(one)) for one in single[20:])
    at = round(0.99 * (len(times) - 1))
    return {"median": round(statistics.median(times), 2), "p99": round(times[at], 2)}


def timed(call):
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def first_answer(module, name, preset):
    return process(FIRST.format(module=module, name=name, preset=preset))


def process(code, rounds=3):
    """Median seconds of a process that runs `code`."""
    command = [sys.executable, "-c", code]
    run = lambda: subprocess.run(command, check=True, stderr=subprocess.DEVNULL)  # noqa: E731
    return round(statistics.median(timed(run) for _ in range(rounds)), 2)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--preset", default="ner_bilstm_crf.open")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--spacy", default="en_core_web_sm", help="name or folder")
    return parser.parse_args()


if __name__ == "__main__":
    main()
