"""Writes the tables of speeds in docs/tasks/char_lm.md from results of benchmarks.

python recipes/char_lm/speeds.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from score_table import written
from tables import ROOT

from keras_seqzoo.files import read_json

RESULTS = ROOT / "recipes" / "benchmarks" / "results"
WRITING, TRAINING = (
    (
        f"<!-- speeds of {what}: written by recipes/char_lm/speeds.py -->",
        f"<!-- end of speeds of {what} -->",
    )
    for what in ("writing", "training")
)
BOUND, MANY = "bound of batch 1, 1 threads", "bound of batch 64, {cores:.0f} threads"
LINES = (
    ("bound of one text", BOUND),
    ("one text, steps alone", "batch 1"),
    ("one text, with draws (`stream`)", "stream (with draws)"),
    ("bound of 64 texts", MANY),
    ("64 texts", "batch 64"),
    ("256 texts", "batch 256"),
    ("one text by the compiled step of Keras", "compiled step of Keras, batch 1"),
)
NAMES = {
    "char_lm_lstm": "`char_lm_lstm`",
    "char_lm_gru": "`char_lm_gru`",
    "keras.layers.LSTM": "the LSTMs with stock Keras layers",
    "torch.nn.LSTM": "the same with PyTorch, in float32",
    "products alone": "matrix products alone, in float32",
}


def of_writing(rows):
    """A line for each rate of writing, beside its bound and beside one text."""
    bound, one = rows[BOUND], rows["batch 1"]
    lines = [(name, rows[key.format(cores=rows["cores"])]) for name, key in LINES]
    first = f"{rows['first character, milliseconds']:.0f} ms"
    return [
        (name, f"{rate:,.0f}", f"{rate / bound:.2f}", f"{rate / one:.1f}")
        for name, rate in lines
    ] + [("first character after", first, "", "")]


def of_training(whole, narrow):
    """A line for each model: characters a second in float32 and in mixed_bfloat16."""
    both = (whole["rows"], narrow["rows"])
    return [
        (title, *(f"{rows[name]:,.0f}" if name in rows else "" for rows in both))
        for name, title in NAMES.items()
    ]


def machine(protocol):
    return f"{protocol['processor']}, {protocol['cores']} cores, {protocol['date']}"


def main():
    writing, whole, narrow = (
        read_json(RESULTS / f"{name}.json")
        for name in (
            "generation",
            "language_model_training",
            "language_model_training_bfloat16",
        )
    )
    units = ("characters a second", "of the bound", "× one text")
    head = (machine(writing["protocol"]), *units)
    written("char_lm.md", head, of_writing(writing["rows"]), *WRITING)
    head = (machine(whole["protocol"]), "float32", "`mixed_bfloat16`")
    written("char_lm.md", head, of_training(whole, narrow), *TRAINING)


if __name__ == "__main__":
    main()
