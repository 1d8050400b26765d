"""Memory that a training step takes, with `checkpoint_every="sqrt"` and without.

    python recipes/benchmarks/memory.py [--lengths 625 2500 10000]
        [--out recipes/benchmarks/results/memory.json]

A layer of 128 LSTM units and its last output, a batch of 32 sequences of one feature,
Adam, TensorFlow without XLA. Each number is a process of its own: two training steps
over 16 and 25 steps trace and warm up, then one over the whole length follows; what
counts is by how much that one raises the peak of the process's resident memory.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

from protocol import protocol

from keras_seqzoo.files import write_json

ROOT = Path(__file__).resolve().parent.parent.parent
BATCH, UNITS, WARM_UP = 32, 128, (16, 25)
WAYS = {"all states kept": None, "checkpoint_every": "sqrt"}


def peak():
    """Peak of this process's resident memory, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def rise(length, every):
    """By how much a training step raises the peak, in MB."""
    import keras
    import numpy as np

    from keras_seqzoo import layers

    layer = layers.LSTM(UNITS, checkpoint_every=every)
    model = keras.Sequential([keras.Input((None, 1)), layer, keras.layers.Dense(1)])
    model.compile("adam", "mse", jit_compile=False)
    x, y = np.ones((BATCH, length, 1), "float32"), np.ones((BATCH, 1), "float32")
    for steps in WARM_UP:
        model.train_on_batch(x[:, :steps], y)
    before = peak()
    model.train_on_batch(x, y)
    return peak() - before


def measured(length, every):
    """`rise` in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--one", json.dumps([length, every])],
        env={**os.environ, "PYTHONPATH": str(ROOT), "TF_CPP_MIN_LOG_LEVEL": "3"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return float(done.stdout.split()[-1])


def results(lengths):
    """`{"protocol": …, "steps": lengths, name of a way: MB at each length}`."""
    shape = {"batch": BATCH, "units": UNITS}
    columns = {
        name: [round(measured(length, every), 1) for length in lengths]
        for name, every in WAYS.items()
    }
    return {"protocol": shape | protocol(), "steps": lengths, **columns}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lengths", type=int, nargs="+", default=[625, 2500, 10_000])
    parser.add_argument("--out", type=Path, help="file to write the results to")
    parser.add_argument("--one", type=json.loads, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(rise(*options.one))
        return
    found = results(options.lengths)
    if options.out:
        write_json(options.out, found)
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
