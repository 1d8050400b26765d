"""Training step and inference of our layers beside Keras's, alternately in one process.

    python recipes/benchmarks/recurrence.py [--batch 32 --steps 100 --features 128
        --units 256 --cells LSTM GRU PeepholeLSTM …] [--torch] [--json]
        [--out recipes/benchmarks/results/recurrence.json]

Prints milliseconds (medians), the ratio to the better of Keras's layer with and without
XLA, and the floor: the matrix products alone at the machine's measured rate. With
`--torch`, which needs PyTorch installed, `torch.nn.LSTM` runs in turn with the others.
"""

import argparse
import json
import os
from datetime import date
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import tensorflow as tf
from alternate import alternate
from recurrent_cases import case, operations
from rich.console import Console
from rich.table import Table

from keras_seqzoo.files import read_json, write_json

RATE_SIZE = 2048


def main():
    args = arguments()
    x = tf.random.normal((args.batch, args.steps, args.features))
    rate = matrix_rate()
    rows = [measure(name, args, x, rate) for name in args.cells]
    if args.out:
        add_rows(args.out, rows, protocol(args))
    print(json.dumps(rows)) if args.json else show(rows)


def add_rows(path, rows, measured):
    """Adds rows to a file of results, in place of older ones of the same cell."""
    known = read_json(path)["rows"] if path.exists() else []
    names = {row["cell"] for row in rows}
    kept = [row for row in known if row["cell"] not in names]
    write_json(path, {"protocol": measured, "rows": kept + rows})


def protocol(args):
    """What the figures depend on."""
    return {
        "shape": f"{args.batch} × {args.steps} × {args.features} → {args.units}",
        "rounds": args.rounds,
        "cores": os.cpu_count(),
        "date": date.today().isoformat(),
        "tensorflow": tf.__version__,
        "keras": keras.__version__,
    }


def matrix_rate():
    """Floating-point operations a millisecond of a large matrix product."""
    a = tf.random.normal((RATE_SIZE, RATE_SIZE))
    product = tf.function(lambda: tf.matmul(a, a))
    return 2 * RATE_SIZE**3 / alternate({"": lambda: product().numpy()}, rounds=7)[""]


def measure(name, args, x, rate):
    pair = case(name, args.units)
    functions = {}
    for who in ("ours", "peer"):
        layer = getattr(pair, who)
        layer.build(x.shape)
        for jit in (False, True):
            train, infer = step_functions(layer, x, jit)
            functions[who, "train", jit] = train
            functions[who, "infer", jit] = infer
    if args.torch:
        from torch_lstm import torch_functions

        functions |= torch_functions(x.numpy(), args.units)
    times = alternate(functions, args.rounds)
    floor = operations(pair.ours, x.shape) / rate
    return row(name, times, {"train": 3 * floor, "infer": floor})


def row(name, times, floors):
    """One line of the table from the medians of all functions."""
    cells = {"cell": name}
    for what in ("train", "infer"):
        for who in ("ours", "peer"):
            cells[f"{who} {what}"] = round(times[who, what, False], 2)
            cells[f"{who} {what} xla"] = round(times[who, what, True], 2)
        ours, peer = (
            min(times[who, what, False], times[who, what, True])
            for who in ("ours", "peer")
        )
        cells[f"{what} ratio"] = round(ours / peer, 3)
        cells[f"{what} floor"] = round(floors[what], 2)
        if ("torch", what) in times:
            cells[f"torch {what}"] = round(times["torch", what], 2)
            cells[f"{what} ratio to torch"] = round(ours / times["torch", what], 3)
    return cells


def step_functions(layer, x, jit):
    """A training step (loss, all gradients) and a forward pass, each blocking."""
    weights = [w.value for w in layer.trainable_weights]

    @tf.function(jit_compile=jit)
    def train():
        with tf.GradientTape() as tape:
            tape.watch(x)
            loss = tf.reduce_sum(layer(x) ** 2)
        return tape.gradient(loss, [x, *weights])

    @tf.function(jit_compile=jit)
    def infer():
        return layer(x)

    return lambda: train()[0].numpy(), lambda: infer().numpy()


def show(rows):
    table = Table(title="milliseconds, median")
    for column in rows[0]:
        table.add_column(column)
    for line in rows:
        table.add_row(*map(str, line.values()))
    Console(width=200).print(table)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--steps", type=int, default=100)
    parser.add_argument("--features", type=int, default=128)
    parser.add_argument("--units", type=int, default=256)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--cells", nargs="+", default=["LSTM", "GRU", "MinGRU"])
    parser.add_argument("--torch", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--out", type=Path, help="file of results to add the rows to")
    return parser.parse_args()


if __name__ == "__main__":
    main()
