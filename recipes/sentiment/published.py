"""What a preset tells of itself: its scores, their protocol and what its card says.

python recipes/sentiment/published.py

brings the presets of the zoo up to date with the runs in scores/ and with floors.json;
run recipes/cards.py afterwards.
"""

from pathlib import Path

from corpora import CORPORA
from overlap import count
from settings import RECIPES
from several_runs import several_runs

from keras_seqzoo.files import read_json, write_json
from keras_seqzoo.models.sentiment_calibration import reliability

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"
ZOO = HERE.parents[1] / "zoo"


def checked(recipe):
    """The corpus of a recipe, of whose held-out texts none is trained on.

    Raises:
        ValueError: If one stands in the training data or in those of what the model
            starts from, for the card says that none does.
    """
    train, dev, test = corpus = CORPORA[recipe.corpus]()
    trained = train + CORPORA["imdb"]().train if recipe.start else train
    for name, held_out, known in (("test", test, trained), ("dev", dev, train)):
        if found := count(known, held_out):
            raise ValueError(f"{found} texts of {name} stand in the training data.")
    return corpus


def scored(classifier, dev, test):
    """The scores of a classifier, as `results.json` has them."""
    outputs = classifier.outputs(text for _, text in test)
    classes = classifier.head.indices(test)
    return {
        "dev": classifier.evaluate(dev),
        "metrics": classifier.head.scores(test, outputs),
        "reliability": reliability(outputs, classes),
        "confusion": confusion(classifier.config.labels, classes, outputs),
    }


def confusion(labels, classes, outputs):
    counts = [[0] * len(labels) for _ in labels]
    for row, column in zip(classes, outputs.argmax(axis=1), strict=True):
        counts[row][column] += 1
    return {"labels": list(labels), "counts": counts}


def told(name, recipe, temperature):
    """What is said beside the scores: the data, the protocol, other models and runs."""
    return beside(name, recipe) | {
        "test_data": recipe.test_data,
        "protocol": f"{recipe.protocol} Probabilities are scaled by a temperature of "
        f"{temperature:.2f}, chosen on the development data.",
    }


def beside(name, recipe):
    return {
        "floor": floor(recipe.corpus),
        "seeds": several_runs(name, recipe.corpus),
    }


def floor(corpus):
    """The better one of the simple models, as `results.json` has it."""
    known = read_json(FLOORS)[corpus]
    name = max(known, key=lambda name: known[name]["dev"])
    metrics = {"accuracy": known[name]["test"]}
    return {"name": f"{name} on words and bigrams", "metrics": metrics}


def about(recipe):
    """The arguments of `save_to_preset` that describe a classifier."""
    return {
        "licence": recipe.licence,
        "data": recipe.data,
        "description": recipe.description,
        "languages": ["en"],
        "limits": recipe.limits,
    }


def main():
    for name, recipe in RECIPES.items():
        file = ZOO / f"sentiment_bilstm.{name}" / "results.json"
        if file.exists():
            write_json(file, read_json(file) | beside(name, recipe))


if __name__ == "__main__":
    main()
