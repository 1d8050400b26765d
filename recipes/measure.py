"""Measures the published presets on their test data: confusions and speed.

KERAS_SEQZOO_DATA=/path/to/data python recipes/measure.py [NAME ...]

Writes `confusion` and `speed` into the `results.json` of each; recipes/cards.py then
writes pictures, cards and file lists. Speeds are those of the machine it runs on.
"""

import argparse
import importlib.util
import os
import platform
import sys
import time
from pathlib import Path

from keras_seqzoo import CharLM, NERTagger, SentimentClassifier, WordLM
from keras_seqzoo.files import read_json, write_json
from keras_seqzoo.text import tag_schemes

HERE = Path(__file__).resolve().parent
ZOO = HERE.parent / "zoo"
MACHINE = f"{os.cpu_count()} CPU cores ({platform.machine()})"
LENGTH = 2000
NAMES = 1000


def recipe(task):
    """Returns the module recipes/<task>/corpus.py."""
    path = HERE / task / "corpus.py"
    spec = importlib.util.spec_from_file_location(f"{task}_corpus", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def confusion(labels, true, predicted):
    """Returns the counts of pairs of labels, rows true, columns predicted."""
    counts = [[0] * len(labels) for _ in labels]
    for pair in zip(true, predicted, strict=True):
        row, column = map(labels.index, pair)
        counts[row][column] += 1
    return {"labels": list(labels), "counts": counts}


def rate(call, items):
    """Returns items a second of a second call; the first compiles."""
    call()
    start = time.perf_counter()
    call()
    return round(items / (time.perf_counter() - start))


MOST = 2_500


def sentiment(name):
    classifier = SentimentClassifier.from_preset(name)
    true, texts = map(list, zip(*texts_of(name), strict=True))
    predicted = [answer.label for answer in classifier.classify(texts)]
    some = texts[:MOST]
    speed = rate(lambda: classifier.classify(some), len(some))
    return {
        "confusion": confusion(list(classifier.config.labels), true, predicted),
        "speed": {f"texts a second on {MACHINE}": speed},
    }


def texts_of(name):
    """Returns the test data `(label, text)` of a classifier, as its recipe has them."""
    sys.path.insert(0, str(HERE / "sentiment"))
    from corpora import CORPORA
    from settings import RECIPES

    return CORPORA[RECIPES[name.partition(".")[2]].corpus]().test


def types(tags):
    """Returns the type of entity each word belongs to, `O` for none."""
    found = ["O"] * len(tags)
    for label, start, end in tag_schemes.spans(tags):
        found[start:end] = [label] * (end - start)
    return found


def ner(name):
    tagger = NERTagger.from_preset(name)
    test = sentences_of(name)
    words = [sentence.words for sentence in test]
    true = [t for sentence in test for t in types(sentence.tags)]
    predicted = [t for tags in tagger.predict(words) for t in types(tags)]
    count = sum(map(len, words))
    speed = rate(lambda: tagger.predict(words), count)
    labels = ["O", *sorted({*true, *predicted} - {"O"})]
    return {
        "confusion": confusion(labels, true, predicted),
        "speed": {f"words a second on {MACHINE}": speed},
    }


def sentences_of(name):
    """Returns the test data of a tagger, as its recipe has them."""
    sys.path.insert(0, str(HERE / "ner"))
    from public import CORPORA, parts

    corpus = name.partition(".")[2].removesuffix("_alone")
    return parts(corpus)[2] if corpus in CORPORA else recipe("ner").tests()["ewt"]


def char_lm(name):
    lm = CharLM.from_preset(name)
    speed = rate(lambda: lm.generate("JULIET:\n", length=LENGTH, seed=1), LENGTH)
    return {"speed": {f"generated characters a second on {MACHINE}": speed}}


def names(name):
    lm = CharLM.from_preset(name)
    speed = rate(lambda: lm.generate([""] * NAMES, length=40, seed=1), NAMES)
    return {"speed": {f"names a second on {MACHINE}": speed}}


def word_lm(name):
    lm = WordLM.from_preset(name)
    speed = rate(lambda: lm.generate([""] * NAMES, length=40, seed=1), NAMES)
    return {"speed": {f"sentences of at most 40 words a second on {MACHINE}": speed}}


MEASURES = {
    "char_lm_lstm.dinosaurs": names,
    "char_lm_lstm.names": names,
    "char_lm_lstm.ptb": char_lm,
    "char_lm_lstm.shakespeare": char_lm,
    "char_lm_min.shakespeare": char_lm,
    "ner_bilstm_crf.conll2003": ner,
    "ner_bilstm_crf.conll2003_alone": ner,
    "ner_bilstm_crf.ncbi_disease": ner,
    "ner_bilstm_crf.open": ner,
    "ner_bilstm_crf.open_compact": ner,
    "ner_bilstm_crf.open_tiny": ner,
    "ner_bilstm_crf.wnut17": ner,
    "sentiment_bilstm.imdb": sentiment,
    "sentiment_bilstm.mr": sentiment,
    "sentiment_bilstm.mr_tiny": sentiment,
    "sentiment_bilstm.sst2": sentiment,
    "sentiment_bilstm.sst5": sentiment,
    "word_lm_awd.ptb": word_lm,
}


def present():
    return [name for name in MEASURES if (ZOO / name).is_dir()]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", default=present())
    for name in parser.parse_args().names:
        path = ZOO / name / "results.json"
        found = MEASURES[name](name)
        print(name, found)
        write_json(path, {**read_json(path), **found})


if __name__ == "__main__":
    main()
