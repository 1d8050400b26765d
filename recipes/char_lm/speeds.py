"""Writes the tables of speeds of language models from the results of benchmarks.

python recipes/char_lm/speeds.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from score_table import written
from tables import ROOT

from keras_seqzoo.files import read_json

RESULTS = ROOT / "recipes" / "benchmarks" / "results"
WRITING, TRAINING, WORDS, LOSS = (
    (
        f"<!-- speeds of {what}: written by recipes/char_lm/speeds.py -->",
        f"<!-- end of speeds of {what} -->",
    )
    for what in ("writing", "training", "training words", "the loss")
)
ONE, MANY = "bound of batch 1, 1 threads", "bound of batch 64, {cores:.0f} threads"
LINES = (
    ("bound of one text", ONE, ONE),
    ("one text, steps alone", "batch 1", ONE),
    ("one text, with draws (`stream`)", "stream (with draws)", ONE),
    ("one text by the compiled step of Keras", "compiled step of Keras, batch 1", ONE),
    ("2 texts", "batch 2", None),
    ("8 texts", "batch 8", None),
    ("bound of 64 texts", MANY, MANY),
    ("64 texts", "batch 64", MANY),
    ("256 texts", "batch 256", None),
)
NAMES = {
    "char_lm_lstm": "`char_lm_lstm`",
    "char_lm_gru": "`char_lm_gru`",
    "word_lm_awd": "`word_lm_awd`",
    "keras.layers.LSTM": "the LSTMs with stock Keras layers",
    "torch.nn.LSTM": "the same with PyTorch, in float32",
    "products alone": "matrix products alone, in float32",
}


def of_writing(rows):
    """A line for each rate of writing, beside its bound and beside one text."""
    lines = [
        [name, *beside(rows, key, bound), f"{rate(rows, key) / rows['batch 1']:.2f}"]
        for name, key, bound in LINES
    ]
    first = f"{rows['first character, milliseconds']:.0f} ms"
    return [*lines, ["first character after", first, "", ""]]


def beside(rows, key, bound):
    """A rate, and its share of its bound if there is one."""
    found = rate(rows, key)
    return [f"{found:,.0f}", f"{found / rate(rows, bound):.2f}" if bound else ""]


def rate(rows, key):
    return rows[key.format(cores=rows["cores"])]


def of_training(whole, narrow):
    """A line for each model: tokens a second in float32 and in mixed_bfloat16."""
    both = (whole["rows"], narrow["rows"])
    return [
        (title, *(f"{rows[name]:,.0f}" if name in rows else "" for rows in both))
        for name, title in NAMES.items()
        if any(name in rows for rows in both)
    ]


def of_loss(rows):
    """A line for each size of the vocabulary: milliseconds, and their ratio."""
    return [
        (
            f"{int(size):,}",
            f"{ms['ours']:.2f}",
            f"{ms['keras']:.2f}",
            f"{ms['keras'] / ms['ours']:.1f}×",
        )
        for size, ms in sorted(rows.items(), key=lambda row: int(row[0]))
    ]


def machine(protocol):
    return f"{protocol['processor']}, {protocol['cores']} cores, {protocol['date']}"


def training(page, name, marks):
    """Writes the table of two files of results, in float32 and in mixed_bfloat16."""
    whole, narrow = (read_json(RESULTS / f"{name}{n}.json") for n in ("", "_bfloat16"))
    head = (machine(whole["protocol"]), "float32", "`mixed_bfloat16`")
    written(page, head, of_training(whole, narrow), *marks)


def main():
    writing = read_json(RESULTS / "generation.json")
    units = ("characters a second", "of the bound", "× one text")
    head = (machine(writing["protocol"]), *units)
    written("char_lm.md", head, of_writing(writing["rows"]), *WRITING)
    training("char_lm.md", "language_model_training", TRAINING)
    training("word_lm.md", "word_model_training", WORDS)
    loss = read_json(RESULTS / "cross_entropy.json")
    head = (machine(loss["protocol"]), "ours, ms", "Keras, ms", "as long")
    written("word_lm.md", head, of_loss(loss["rows"]), *LOSS)


if __name__ == "__main__":
    main()
