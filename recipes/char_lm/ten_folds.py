"""Ten-fold cross-validation of a model of a list of names, beside n-gram models.

    python recipes/char_lm/ten_folds.py dinosaurs

Nats a character of the names of each fold, from the start of a name, its end counted.
The next fold chooses the epoch, the other eight are what all models learn from. The
settings are those of the preset, found on another shuffle of the names. Writes
ten_folds.json.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import keras
from lists import LISTS, read, shuffled
from run_scores import spread
from train_names import WINDOW, floor

import keras_seqzoo
from keras_seqzoo.files import read_json, write_json

FILE = Path(__file__).with_name("ten_folds.json")
FOLDS = 10
METRIC = "nats_per_char_documents"
N_GRAMS = {"bigram": 2, "5-gram": 5}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("list", choices=LISTS)
    chosen = LISTS[parser.parse_args().list]
    rows = [scores(chosen, parts) for parts in folds(chosen)]
    found = {name: spread([row[name] for row in rows]) for name in rows[0]}
    known = read_json(FILE) if FILE.exists() else {}
    write_json(FILE, known | {chosen.title: found})
    print(found)


def folds(chosen):
    """Yields `{"train", "dev", "test"}` of names; each name is tested once."""
    names = shuffled(read(chosen), seed=2)
    parts = [names[k::FOLDS] for k in range(FOLDS)]
    for _ in range(FOLDS):
        test, dev, *rest = parts
        yield {"train": sum(rest, []), "dev": dev, "test": test}
        parts = [*parts[1:], test]


def scores(chosen, parts):
    """Nats a character of one fold by our model and by those of n-grams."""
    keras.utils.set_random_seed(1)
    lm = keras_seqzoo.CharLM.from_text(parts["train"], **chosen.settings)
    training = {**chosen.training, "dev_length": WINDOW, "seed": 1}
    lm.fit(parts["train"], parts["dev"], verbose=0, **training)
    found = {"ours": lm.evaluate(parts["test"], length=WINDOW)[METRIC]}
    found |= {name: floor(parts, order) for name, order in N_GRAMS.items()}
    print(found, flush=True)
    return found


if __name__ == "__main__":
    main()
