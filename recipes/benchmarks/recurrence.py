"""Training step and inference of our layers beside Keras's, alternately in one process.

    python recipes/benchmarks/recurrence.py [--batch 32 --steps 100 --features 128
        --units 256 --cells LSTM GRU PeepholeLSTM …] [--json]

Prints milliseconds (medians) and the ratio to the better of Keras's layer with and
without XLA. The peer of a cell that Keras lacks is `keras.layers.RNN` over our cell.
"""

import argparse
import json
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import tensorflow as tf
from alternate import alternate
from rich.console import Console
from rich.table import Table

from keras_seqzoo import cells, layers

PEERS = {"LSTM": keras.layers.LSTM, "GRU": keras.layers.GRU}
LINEAR = ("MinGRU", "MinLSTM", "SRU", "QRNN", "LRU")


def main():
    args = arguments()
    x = tf.random.normal((args.batch, args.steps, args.features))
    rows = [measure(name, args.units, x, args.rounds) for name in args.cells]
    print(json.dumps(rows)) if args.json else show(rows)


def measure(name, units, x, rounds):
    functions = {}
    for who, layer in (("ours", ours(name, units)), ("keras", peer(name, units))):
        layer.build(x.shape)
        for jit in (False, True):
            train, infer = step_functions(layer, x, jit)
            functions[who, "train", jit] = train
            functions[who, "infer", jit] = infer
    times = alternate(functions, rounds)
    best = {
        (who, what): min(times[who, what, False], times[who, what, True])
        for who in ("ours", "keras")
        for what in ("train", "infer")
    }
    return {
        "cell": name,
        **{
            f"{who}_{what}_{'xla' if jit else 'graph'}_ms": round(ms, 2)
            for (who, what, jit), ms in times.items()
        },
        "train_ratio": round(best["ours", "train"] / best["keras", "train"], 3),
        "infer_ratio": round(best["ours", "infer"] / best["keras", "infer"], 3),
    }


def ours(name, units):
    return getattr(layers, name)(units, return_sequences=True)


def peer(name, units):
    if name in PEERS or name in LINEAR:
        return PEERS.get(name, keras.layers.LSTM)(units, return_sequences=True)
    cell = getattr(cells, f"{name}Cell")(units)
    return keras.layers.RNN(cell, return_sequences=True)


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
        table.add_column(column.replace("_", " "))
    for row in rows:
        table.add_row(*map(str, row.values()))
    Console(width=200).print(table)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--steps", type=int, default=100)
    parser.add_argument("--features", type=int, default=128)
    parser.add_argument("--units", type=int, default=256)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--cells", nargs="+", default=["LSTM", "GRU", "MinGRU"])
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
