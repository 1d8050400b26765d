"""CRF loss with gradients and Viterbi decoding, beside pytorch-crf.

    python recipes/benchmarks/crf.py [--batch 32 --steps 50 --tags 17] [--json]
        [--out recipes/benchmarks/results/crf.json]

Runs on the active Keras backend, TensorFlow or PyTorch (`KERAS_BACKEND=torch`); the
peer is timed too where torch and pytorch-crf are installed. Rows are right-padded to
random lengths, the same for all. Prints medians in milliseconds of one call.
"""

import argparse
import importlib.util
import json
import os
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
from alternate import alternate
from keras import ops
from protocol import protocol
from rich.console import Console
from rich.table import Table

from keras_seqzoo.files import write_json
from keras_seqzoo.layers import CRF, CRFLoss, viterbi

PEER_MODULES = ("torch", "torchcrf")


def main():
    args = arguments()
    data = random_task(args.batch, args.steps, args.tags)
    missing = [m for m in PEER_MODULES if importlib.util.find_spec(m) is None]
    ours = {"tensorflow": in_tensorflow, "torch": in_torch}
    functions = ours[keras.backend.backend()](*data)
    if not missing:
        functions |= pytorch_crf(*data)
    times = alternate(functions, args.rounds)
    rows = [{"who": w, "what": d, "ms": ms} for (w, d), ms in times.items()]
    if args.out:
        shape = f"{args.batch} × {args.steps}, {args.tags} tags"
        measured = {"shape": shape, "rounds": args.rounds} | protocol()
        write_json(args.out, {"protocol": measured, "rows": rows})
    print(json.dumps(rows)) if args.json else show(rows, missing)


def random_task(batch, steps, tags):
    """Emissions [B, T, K], gold tags [B, T] and mask [B, T], NumPy."""
    rng = np.random.default_rng(0)
    emissions = rng.normal(size=(batch, steps, tags)).astype("float32")
    lengths = rng.integers(1, steps + 1, size=(batch, 1))
    lengths[0] = steps
    gold = rng.integers(0, tags, size=(batch, steps))
    return emissions, gold, np.arange(steps) < lengths


def in_tensorflow(emissions, gold, mask):
    import tensorflow as tf

    emissions, gold, mask = map(tf.constant, (emissions, gold, mask))
    layer = built(emissions)
    weights = [w.value for w in layer.trainable_weights]

    def train():
        with tf.GradientTape() as tape:
            tape.watch(emissions)
            loss = CRFLoss()(gold, layer(emissions, mask=mask))
        return tape.gradient(loss, [emissions, *weights])

    def decode():
        return viterbi(layer(emissions, mask=mask))

    return {
        (f"keras_seqzoo, tensorflow{', XLA' if jit else ''}", what): tf.function(
            function, jit_compile=jit, autograph=False
        )
        for jit in (False, True)
        for what, function in (("train", train), ("decode", decode))
    }


def in_torch(emissions, gold, mask):
    emissions = ops.convert_to_tensor(emissions).requires_grad_(True)
    layer = built(emissions)

    def train():
        CRFLoss()(gold, layer(emissions, mask=mask)).backward()

    def decode():
        viterbi(layer(emissions.detach(), mask=mask))

    return {
        ("keras_seqzoo, torch", "train"): train,
        ("keras_seqzoo, torch", "decode"): decode,
    }


def pytorch_crf(emissions, gold, mask):
    import torch
    import torchcrf

    layer = torchcrf.CRF(emissions.shape[-1], batch_first=True)
    mask, gold = torch.from_numpy(mask), torch.from_numpy(gold)
    emissions = torch.from_numpy(emissions).requires_grad_(True)

    def train():
        (-layer(emissions, gold, mask=mask, reduction="mean")).backward()

    def decode():
        with torch.no_grad():
            layer.decode(emissions, mask=mask)

    return {("pytorch-crf", "train"): train, ("pytorch-crf", "decode"): decode}


def built(emissions):
    layer = CRF()
    layer.build(tuple(emissions.shape))
    return layer


def show(rows, missing):
    table = Table("implementation", "call", "ms")
    for row in rows:
        table.add_row(row["who"], row["what"], f"{row['ms']:.2f}")
    Console().print(table)
    if missing:
        print(
            f"The peer was not timed: {', '.join(missing)} not installed "
            "(pip install torch pytorch-crf)."
        )


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--steps", type=int, default=50)
    parser.add_argument("--tags", type=int, default=17)
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--out", type=Path, help="file to write the results to")
    return parser.parse_args()


if __name__ == "__main__":
    main()
