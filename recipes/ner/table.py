"""Writes the table of scores in docs/tasks/ner.md.

python recipes/ner/table.py

Ours are those of the presets in zoo/ and of the runs in scores/, written by
public_corpus.py; the linear CRF is that of floors.json; the published ones are quoted.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from score_table import of_preset, of_runs, percent, written

from keras_seqzoo.files import read_json

HERE = Path(__file__).parent
START = "<!-- scores: written by recipes/ner/table.py -->"
END = "<!-- end of scores -->"
COLUMNS = ("data", "linear CRF", "preset", "several seeds", "published")
EWT = "UNER English EWT, a kind of text not trained on"
ROWS = {
    "CoNLL-2003, GloVe": (
        "conll2003.test",
        "conll2003",
        "conll2003",
        "90.64 ± .23, 90.65 ± .57 [1]",
    ),
    "CoNLL-2003, no vectors": (
        "conll2003.test",
        "conll2003_alone",
        "conll2003_alone",
        "83.63 [3]",
    ),
    "WNUT-17": ("wnut17.test", "wnut17", "wnut17", "40.33 ± 1.13, Twitter vectors [2]"),
    "NCBI Disease": (
        "ncbi_disease.test",
        "ncbi_disease",
        "ncbi_disease",
        "86.2, vectors of medical text; TaggerOne 82.9 [4]",
    ),
    EWT: ("open.ewt", "open", "", ""),
    f"{EWT}, int8 vectors": ("open.ewt", "open_compact", "", ""),
    f"{EWT}, under 2 MB": ("open.ewt", "open_tiny", "", ""),
}


def rows():
    floors = read_json(HERE / "floors.json")
    return [
        (
            data,
            percent(of_floor(floors, floor)),
            of_preset(f"ner_bilstm_crf.{preset}", "f1"),
            of_runs(HERE / "scores" / f"{runs}.json"),
            published,
        )
        for data, (floor, preset, runs, published) in ROWS.items()
    ]


def of_floor(floors, place):
    """The F1 at `corpus.part` of the floors."""
    corpus, part = place.split(".")
    return floors[corpus][part]["f1"]


if __name__ == "__main__":
    written("ner.md", COLUMNS, rows(), START, END)
