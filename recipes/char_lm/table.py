"""Writes the table of scores in docs/tasks/char_lm.md.

python recipes/char_lm/table.py

Ours are those of the presets in zoo/, written by train.py and train_names.py; the
n-gram models are those of floor.py and train_names.py; the published ones are quoted.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from score_table import written
from tables import ROOT

from keras_seqzoo.files import read_json

START = "<!-- scores: written by recipes/char_lm/table.py -->"
END = "<!-- end of scores -->"
COLUMNS = (
    "data",
    "preset",
    "n-gram",
    "score",
    "state carried",
    "parameters",
    "published",
)
LAST_TENTH = "last_tenth_nats_per_char", "last_tenth_nats_per_char_carried"
DOCUMENTS = "nats_per_char_documents", None
ROWS = (
    ("tiny Shakespeare", "char_lm_lstm.shakespeare", LAST_TENTH, "nanoGPT 1.470 [1]"),
    ("tiny Shakespeare", "char_lm_min.shakespeare", LAST_TENTH, "minGRU 1.548 [2]"),
    ("names", "char_lm_lstm.names", DOCUMENTS, ""),
    ("dinosaurs", "char_lm_lstm.dinosaurs", DOCUMENTS, ""),
)


def row(data, preset, metrics, published):
    results = read_json(ROOT / "zoo" / preset / "results.json")
    windows, carried = metrics
    return (
        data,
        f"`{preset}`",
        f"{results['floor']['metrics'][windows]:.3f}",
        f"{results['metrics'][windows]:.3f}",
        f"{results['metrics'][carried]:.3f}" if carried else "–",
        f"{results['parameters']:,}",
        published,
    )


if __name__ == "__main__":
    written("char_lm.md", COLUMNS, [row(*given) for given in ROWS], START, END)
