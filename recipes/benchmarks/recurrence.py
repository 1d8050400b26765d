"""Training step and inference of our layers beside Keras's, alternately in one process.

    python recipes/benchmarks/recurrence.py [--batch 32 --steps 100 --features 128
        --units 256 --cells LSTM GRU PeepholeLSTM …] [--json]
        [--out recipes/benchmarks/results/recurrence_small.json]

Prints milliseconds (medians), the ratio to the better of Keras's layer with and without
XLA, and the floor: the matrix products alone at the machine's measured rate. Layers
with the same peer run in turn with it, and with `torch.nn.LSTM` in float32 where the
peer is an LSTM and PyTorch is installed.
"""

import argparse
import importlib.util
import json
import os
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import tensorflow as tf
from alternate import alternate
from protocol import protocol
from recurrent_cases import CELLS, groups, operations, ours, peer
from rich.console import Console
from rich.table import Table
from step_functions import step_functions

from keras_seqzoo.files import read_json, write_json

RATE_SIZE = 1536
WAYS = ("train", "infer")


def main():
    args = arguments()
    x = tf.random.normal((args.batch, args.steps, args.features))
    rows = []
    for name, members in groups(args.cells).items():
        rows += measure(name, members, args, x)
    if args.out:
        shape = f"{args.batch} × {args.steps} × {args.features} → {args.units}"
        measured = {"shape": shape, "rounds": args.rounds} | protocol()
        add_rows(args.out, rows, measured)
    print(json.dumps(rows)) if args.json else show(rows)


def add_rows(path, rows, measured):
    """Adds rows to a file of results, in place of older ones of the same cell.

    Rows of another processor are dropped.
    """
    known = read_json(path) if path.exists() else {"rows": [], "protocol": {}}
    same = known["protocol"].get("processor") == measured["processor"]
    rows = {row["cell"]: row for row in (known["rows"] if same else []) + rows}
    write_json(path, {"protocol": measured, "rows": list(rows.values())})


def measure(name, members, args, x):
    """The rows of all layers with one peer."""
    layers = {member: ours(member, args.units) for member in members}
    functions = {"rate": matrix_product()}
    for who, layer in {**layers, "peer": peer(name, args.units)}.items():
        layer.build(x.shape)
        functions |= step_functions(who, layer, x)
    if name == "LSTM" and importlib.util.find_spec("torch"):
        from torch_lstm import torch_functions

        functions |= torch_functions(x.numpy(), args.units)
    times = alternate(functions, args.rounds)
    rate = 2 * RATE_SIZE**3 / times["rate"]
    return [
        row(member, times, operations(layer, x.shape) / rate)
        for member, layer in layers.items()
    ]


def matrix_product():
    """A large matrix product, for the rate that the machine has at that time."""
    a = tf.random.normal((RATE_SIZE, RATE_SIZE))
    product = tf.function(lambda: tf.matmul(a, a))
    return lambda: product().numpy()


def row(name, times, floor):
    """One line of the table from the medians of all functions."""
    cells = {"cell": name}
    for what in WAYS:
        for label, who in (("ours", name), ("peer", "peer")):
            cells[f"{label} {what}"] = round(times[who, what, False], 2)
            cells[f"{label} {what} xla"] = round(times[who, what, True], 2)
        best, other = (
            min(times[who, what, False], times[who, what, True])
            for who in (name, "peer")
        )
        cells[f"{what} ratio"] = round(best / other, 3)
        cells[f"{what} floor"] = round(floor * (3 if what == "train" else 1), 2)
        if ("torch", what) in times:
            cells[f"torch {what}"] = round(times["torch", what], 2)
            cells[f"{what} ratio to torch"] = round(best / times["torch", what], 3)
    return cells


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
    parser.add_argument("--cells", nargs="+", default=CELLS)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--out", type=Path, help="file of results to add the rows to")
    return parser.parse_args()


if __name__ == "__main__":
    main()
