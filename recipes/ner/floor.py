"""The score that needs no network: a linear CRF on the same training and test data.

pip install python-crfsuite
python recipes/ner/floor.py > recipes/ner/floor.json
"""

import json
import re
import tempfile

import pycrfsuite
from corpus import tests, train_and_dev

from keras_seqzoo.training.span_f1 import span_scores

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


def main():
    train, dev = train_and_dev()
    with tempfile.NamedTemporaryFile(suffix=".crfsuite") as file:
        fit(train, file.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(file.name)
        data = {"dev": dev, **tests()}
        print(json.dumps({name: scores(tagger, sents) for name, sents in data.items()}))


if __name__ == "__main__":
    main()
