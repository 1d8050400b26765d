"""How a training step grows with the length of the sequences and with the units.

    python recipes/benchmarks/growth.py [--out recipes/benchmarks/results/growth.json]

Milliseconds of a training step (sum of squares of the outputs, all gradients) without
XLA, medians of rounds in which all layers run in turn.
"""

import argparse
import json
import os
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import tensorflow as tf
from alternate import alternate
from protocol import protocol
from recurrent_cases import ours, peer
from step_functions import step_functions

from keras_seqzoo.files import write_json

LENGTHS = (100, 316, 1000, 3162, 10_000)
UNITS = (64, 128, 256, 512, 1024)
FIXED = {"batch": 8, "steps": 100, "features": 128, "units": 256}


def main():
    args = arguments()
    results = {
        "protocol": {"rounds": args.rounds, "fixed": FIXED} | protocol(),
        "steps": curve("steps", LENGTHS, args.rounds),
        "units": curve("units", UNITS, args.rounds),
    }
    if args.out:
        write_json(args.out, results)
    print(json.dumps(results, indent=1))


def curve(axis, values, rounds):
    """`{"at": values, name of a layer: milliseconds at each value}`."""
    found = {"at": list(values)}
    for value in values:
        for who, ms in point(FIXED | {axis: value}, rounds).items():
            found.setdefault(who, []).append(round(ms, 2))
    return found


def point(shape, rounds):
    """Milliseconds of a training step of each layer at one shape."""
    x = tf.random.normal((shape["batch"], shape["steps"], shape["features"]))
    functions = {}
    for who, layer in layers_of(shape["units"]).items():
        layer.build(x.shape)
        functions[who] = step_functions(who, layer, x, (False,))[who, "train", False]
    return alternate(functions, rounds, warmup=1)


def layers_of(units):
    return {
        "keras.layers.LSTM": peer("LSTM", units),
        "LSTM": ours("LSTM", units),
        "MinGRU": ours("MinGRU", units),
    }


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path, help="file to write the results to")
    return parser.parse_args()


if __name__ == "__main__":
    main()
