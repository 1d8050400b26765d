"""Writes the tables of scores in docs/tasks/char_lm.md and docs/tasks/word_lm.md.

python recipes/char_lm/table.py

Ours are those of the presets in zoo/, written by train.py, train_names.py and
train_ptb.py, and those of ten_folds.json; the published ones are quoted.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from score_table import written
from tables import ROOT

from keras_seqzoo.files import read_json

HERE = Path(__file__).parent
START = "<!-- scores: written by recipes/char_lm/table.py -->"
END = "<!-- end of scores -->"
COLUMNS = (
    "data",
    "preset",
    "n-gram",
    "score",
    "several seeds",
    "state carried",
    "parameters",
    "published",
)
WORD_COLUMNS = ("data", "preset", "3-gram", "perplexity", "parameters", "published")
WORDS = "LSTMs of 1,500 units 78.4, AWD-LSTM 57.3 [1]"
LAST_TENTH = "last_tenth_nats_per_char", "last_tenth_nats_per_char_carried"
DOCUMENTS = "nats_per_char_documents", None
WINDOWS = "nats_per_char", "nats_per_char_carried"
ROWS = (
    ("tiny Shakespeare", "char_lm_lstm.shakespeare", LAST_TENTH, "nanoGPT 1.470 [1]"),
    ("tiny Shakespeare", "char_lm_min.shakespeare", LAST_TENTH, "minGRU 1.548 [2]"),
    ("Penn Treebank", "char_lm_lstm.ptb", WINDOWS, "LSTM 0.943, TCN 0.908 [3]"),
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
        several(results.get("seeds", {}), windows),
        f"{results['metrics'][carried]:.3f}" if carried else "–",
        f"{results['parameters']:,}",
        published,
    )


def several(seeds, metric):
    """`"mean ± sd, 3 seeds"` of a metric, or nothing."""
    found = (
        f"{scores[metric]['mean']:.3f} ± {scores[metric]['sd']:.3f}, {name}"
        for name, scores in seeds.items()
        if metric in scores
    )
    return next(found, "")


def ten_folds(title):
    """A row with the means of ten models of a list of names."""
    found = read_json(HERE / "ten_folds.json")[title]
    ours, five = (
        f"{found[name]['mean']:.3f} ± {found[name]['sd']:.3f}"
        for name in ("ours", "5-gram")
    )
    return (f"{title}, ten folds", "", five, ours, "", "–", "", "")


def words(preset):
    """A row with the perplexities of a model of words."""
    results = read_json(ROOT / "zoo" / preset / "results.json")
    return (
        results["test_data"],
        f"`{preset}`",
        f"{results['floor']['metrics']['perplexity']:.1f}",
        f"{results['metrics']['perplexity']:.1f}",
        f"{results['parameters']:,}",
        WORDS,
    )


if __name__ == "__main__":
    rows = [*(row(*given) for given in ROWS), ten_folds("dinosaur names")]
    written("char_lm.md", COLUMNS, rows, START, END)
    written("word_lm.md", WORD_COLUMNS, [words("word_lm_awd.ptb")], START, END)
