"""Rates of matrix products in float32 and in bfloat16, of TensorFlow and of PyTorch.

    python recipes/benchmarks/matrix_products.py
        [--out recipes/benchmarks/results/matrix_products.json]

A large square product, and that of one step of an LSTM: a batch of 32 states of 256
units times the matrix of all gates. GFLOP/s, from medians of rounds in turn.
"""

import argparse
import importlib.util
import json
import os
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf
from alternate import alternate
from protocol import protocol

from keras_seqzoo.files import write_json

SHAPES = ((1536, 1536, 1536), (32, 256, 1024))
DTYPES = ("float32", "bfloat16")
OPERATIONS = 2e9  # of one measurement, so that small products are repeated


def main():
    args = arguments()
    rows = [row for shape in SHAPES for row in rates(shape, args.rounds)]
    results = {"protocol": {"rounds": args.rounds} | protocol(), "rows": rows}
    if args.out:
        write_json(args.out, results)
    print(json.dumps(results, indent=1))


def rates(shape, rounds):
    """Rows of one shape: who multiplies, in which dtype, at which rate."""
    rows, inner, columns = shape
    times = max(1, round(OPERATIONS / (2 * rows * inner * columns)))
    random = np.random.default_rng(0)
    factors = [random.normal(size=s) for s in ((rows, inner), (inner, columns))]
    makers = {"TensorFlow": in_tensorflow}
    if importlib.util.find_spec("torch"):
        makers["PyTorch"] = in_torch
    functions = {
        (who, dtype): make(factors, dtype, times)
        for who, make in makers.items()
        for dtype in DTYPES
    }
    name = " × ".join(map(str, shape))
    done = 2 * rows * inner * columns * times
    return [
        {"shape": name, "who": who, "dtype": dtype, "gflops": round(done / ms / 1e6, 1)}
        for (who, dtype), ms in alternate(functions, rounds).items()
    ]


def in_tensorflow(factors, dtype, times):
    a, b = (tf.constant(x, dtype) for x in factors)

    def run():
        for _ in range(times):
            product = tf.matmul(a, b)
        return product.numpy()

    return run


def in_torch(factors, dtype, times):
    import torch

    a, b = (torch.from_numpy(x).to(getattr(torch, dtype)) for x in factors)

    def run():
        for _ in range(times):
            torch.matmul(a, b)

    return run


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--out", type=Path, help="file to write the results to")
    return parser.parse_args()


if __name__ == "__main__":
    main()
