"""The score that needs no network: naive Bayes on words and pairs of words.

python recipes/sentiment/floor.py > recipes/sentiment/floor.json
python recipes/sentiment/floor.py --folds 10 > recipes/sentiment/floor_folds.json
"""

import argparse
import json
import statistics

import numpy as np
from corpus import folds, reviews, split
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.naive_bayes import MultinomialNB


def accuracy(train, test):
    """Accuracy of multinomial naive Bayes (add-one) on present words and bigrams."""
    vectorizer = CountVectorizer(
        ngram_range=(1, 2), binary=True, token_pattern=r"\S+", lowercase=True
    )
    counts = vectorizer.fit_transform([text for _, text in train])
    model = MultinomialNB().fit(counts, [label for label, _ in train])
    labels = np.array([label for label, _ in test])
    found = model.predict(vectorizer.transform([text for _, text in test]))
    return float(np.mean(found == labels))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folds", type=int, default=0, help="cross-validate instead")
    arguments = parser.parse_args()
    examples = reviews()
    if arguments.folds:
        scores = [accuracy(a, c) for a, _, c in folds(examples, arguments.folds)]
        mean, sd = statistics.mean(scores), statistics.stdev(scores)
        print(json.dumps({"mean": mean, "sd": sd, "folds": scores}))
    else:
        train, dev, test = split(examples)
        print(json.dumps({"dev": accuracy(train, dev), "test": accuracy(train, test)}))


if __name__ == "__main__":
    main()
