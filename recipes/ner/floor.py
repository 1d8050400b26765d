"""The score that needs no network: a linear CRF on the same training and test data.

pip install python-crfsuite
python recipes/ner/floor.py open conll2003 wnut17 ncbi_disease

Scores are kept in floors.json, those of `open` by the name of the test data.
"""

import argparse
import json
import re
import tempfile
from pathlib import Path

import pycrfsuite
from corpus import tests, train_and_dev
from public import CORPORA, parts

from keras_seqzoo.files import read_json, write_json
from keras_seqzoo.training.span_f1 import span_scores

FLOORS = Path(__file__).with_name("floors.json")
SETTINGS = {
    "c1": 0.1,
    "c2": 0.05,
    "max_iterations": 100,
    "feature.possible_transitions": True,
}
WINDOW = range(-2, 3)


def shape(word):
    """The characters of a word by kind, runs joined: `"iPhone-12"` -> `"xXx-d"`."""
    kinds = re.sub(r"[^\W\d_]", lambda m: "X" if m[0].isupper() else "x", word)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"\d", "d", kinds))


def features(words, i):
    """Lower-case words and shapes around word i, its affixes and the pair before it."""
    found = [f"word={words[i]}"]
    for offset in WINDOW:
        inside = 0 <= i + offset < len(words)
        word = words[i + offset] if inside else "<edge>"
        found += [f"{offset}:lower={word.lower()}", f"{offset}:shape={shape(word)}"]
    for length in (2, 3, 4):
        found += [f"prefix={words[i][:length]}", f"suffix={words[i][-length:]}"]
    before = words[i - 1].lower() if i else "<edge>"
    return [*found, f"pair={before}|{words[i].lower()}"]


def items(words):
    return [features(words, i) for i in range(len(words))]


def fit(sentences, path):
    """Trains by L-BFGS and writes the model to `path`."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=SETTINGS, verbose=False)
    for words, tags in sentences:
        trainer.append(items(words), tags)
    trainer.train(path)


def scores(tagger, sentences):
    predicted = [tagger.tag(items(words)) for words, _ in sentences]
    result = span_scores([tags for _, tags in sentences], predicted)
    return {"f1": result.f1, "precision": result.precision, "recall": result.recall}


def open_data():
    """Training data of `ner_bilstm_crf.open`, and what it is scored on."""
    train, dev = train_and_dev()
    return train, {"dev": dev, **tests()}


def data_of(name):
    if name == "open":
        return open_data()
    train, dev, test = parts(name)
    return train, {"dev": dev, "test": test}


def floor(name):
    """Trains on the data of a preset; returns the scores by the name of the data."""
    train, held_out = data_of(name)
    with tempfile.NamedTemporaryFile(suffix=".crfsuite") as file:
        fit(train, file.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(file.name)
        return {part: scores(tagger, data) for part, data in held_out.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", nargs="+", choices=["open", *CORPORA])
    for name in parser.parse_args().data:
        found = {name: floor(name)}
        print(json.dumps(found), flush=True)
        write_json(FLOORS, (read_json(FLOORS) if FLOORS.exists() else {}) | found)


if __name__ == "__main__":
    main()
