"""Writes the tables of scores in docs/tasks/sentiment.md.

python recipes/sentiment/table.py

Ours are those of the presets in zoo/ and of the runs in scores/, written by train.py;
naive Bayes and NBSVM those of floors.py; the published ones are quoted.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from score_table import of_preset, of_runs, percent, written

from keras_seqzoo.files import read_json

HERE = Path(__file__).parent
MARKS = "<!-- {}: written by recipes/sentiment/table.py -->", "<!-- end of {} -->"
COLUMNS = ("data", "naive Bayes", "NBSVM", "preset", "several runs", "published")
ROWS = {
    "MR, a random 10 %": ("mr", "mr", None, ""),
    "MR, 10 folds": ("mr, 10 folds", None, "mr_folds", "CNN 81.5 [1]"),
    "MR, 10 folds, from IMDB": ("mr, 10 folds", None, "mr_films_folds", ""),
    "MR, a random 10 %, under 2 MB": ("mr", "mr_tiny", None, ""),
    "SST-2, sentences alone, no vectors": (
        "sst2_sentences",
        "sst2_sentences",
        "sst2_sentences",
        "",
    ),
    "SST-2, phrases, GloVe alone, backslashes left in": (
        "sst2",
        None,
        "sst2_vectors",
        "",
    ),
    "SST-2, phrases": (
        "sst2",
        "sst2",
        "sst2",
        "LSTM 84.9, BiLSTM 87.5 [2], CNN 88.1 [1]; DistilBERT 91.3 on dev [3]",
    ),
    "SST-5, phrases": ("sst5", "sst5", "sst5", "LSTM 46.4, BiLSTM 49.1 [2]"),
    "IMDB": (
        "imdb",
        "imdb",
        "imdb",
        "LSTM 86.5, pretrained 92.8 [4], ULMFiT 95.4 [5]; DistilBERT 92.8 [3]",
    ),
}
STEPS = {
    "GloVe vectors": ("mr_folds", "sst2_vectors"),
    "words and encoder of the classifier of IMDB": ("mr_films_folds", "sst2"),
}


def rows():
    floors = read_json(HERE / "floors.json")
    return [
        (
            data,
            *of_floors(floors[floor]),
            of_preset(f"sentiment_bilstm.{preset}", "accuracy"),
            of_runs(HERE / "scores" / f"{runs}.json"),
            published,
        )
        for data, (floor, preset, runs, published) in ROWS.items()
    ]


def of_floors(found):
    """Test accuracies of naive Bayes and NBSVM, or their mean over folds."""
    return [percent(found[n].get("test", found[n].get("mean")))
            for n in ("naive Bayes", "NBSVM")]  # fmt: skip


def steps():
    """What each step brought on development data: means over seeds."""
    return [
        (step, *(of_runs(HERE / "scores" / f"{name}.json", "dev") for name in names))
        for step, names in STEPS.items()
    ]


def put(title, columns, lines):
    start, end = (mark.format(title) for mark in MARKS)
    written("sentiment.md", columns, lines, start, end)


if __name__ == "__main__":
    put("scores", COLUMNS, rows())
    put("steps", ("", "MR, 10 folds", "SST-2, phrases"), steps())
