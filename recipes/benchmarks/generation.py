"""Characters a second that a language model writes, beside what the machine allows.

    python recipes/benchmarks/generation.py [--units 512 --layers 2] [--json]
        [--out recipes/benchmarks/results/generation.json]

The bound of batch 1 is the rate at which NumPy reads an array as large as the weights
that a character needs, by a matrix-vector product; that of a batch is the rate of the
matrix products alone. Both are measured here, with one thread and with all, in turns
with the writing; the figures are medians of the rounds.
"""

import argparse
import json
import os
import statistics
import time
from functools import partial
from itertools import islice
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import threadpoolctl
from protocol import protocol

import keras_seqzoo
from keras_seqzoo.files import write_json

ROUNDS = 5
STREAM = "stream (with draws)"
ALPHABET = "".join(map(chr, range(32, 97)))


def main():
    args = arguments()
    lm = keras_seqzoo.CharLM.from_text(
        ALPHABET, "char_lm_lstm", units=args.units, num_layers=args.layers
    )
    rows = {
        "first character, milliseconds": 1e3 * first_character(lm),
        "weights of a character, MB": read_bytes(lm) / 1e6,
        "cores": os.cpu_count(),
        **rates(measurements(lm)),
        "compiled step of Keras, batch 1": rate(lm.session, 1),
    }
    bound = rows["bound of batch 1, 1 threads"]
    rows["batch 1 / its bound, 1 thread"] = rows["batch 1"] / bound
    rows["stream / the same bound"] = rows[STREAM] / bound
    rows["batch 64 / batch 1"] = rows["batch 64"] / rows["batch 1"]
    show(rows, args.json)
    if args.out:
        shape = {"units": args.units, "layers": args.layers, "rounds": ROUNDS}
        write_json(args.out, {"protocol": shape | protocol(), "rows": rows})


def measurements(lm):
    """Functions without arguments that each measure a rate, by name."""
    bounds = {
        f"bound of batch {batch}, {threads} threads": partial(limited, threads, bound)
        for threads in (1, os.cpu_count())
        for batch, bound in (
            (1, partial(read_bound, lm)),
            (64, partial(product_bound, lm, 64)),
        )
    }
    steps = lm.steps()
    batches = {f"batch {n}": partial(rate, steps, n) for n in (1, 2, 8, 64, 256)}
    return {**bounds, **batches, STREAM: partial(stream_rate, lm)}


def rates(measurements):
    """The median of each measurement over rounds in which all take turns."""
    rounds = [
        {name: measure() for name, measure in measurements.items()}
        for _ in range(ROUNDS)
    ]
    return {name: statistics.median(r[name] for r in rounds) for name in measurements}


def limited(threads, measure):
    with threadpoolctl.threadpool_limits(threads):
        return measure()


def first_character(lm):
    begun = time.perf_counter()
    next(lm.stream("", seed=0))
    return time.perf_counter() - begun


def matrices(lm):
    """Shapes of the products of a character; that of the first inputs is a table."""
    units, config = lm.config.units, lm.config
    upper = [(2 * units, 4 * units)] * (config.num_layers - 1)
    return [(units, 4 * units), *upper, (units, config.vocabulary_size)]


def read_bytes(lm):
    return 4 * sum(rows * columns for rows, columns in matrices(lm))


def median_seconds(call, least=0.3):
    """Median time of a call in runs of at least `least` seconds in all."""
    times, end = [], time.perf_counter() + least
    call()
    while not times or time.perf_counter() < end:
        begun = time.perf_counter()
        call()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def read_bound(lm):
    """Characters a second if a character were one reading of its weights."""
    columns = read_bytes(lm) // (4 * lm.config.units)
    matrix = np.ones((lm.config.units, columns), np.float32)
    vector = np.ones((1, lm.config.units), np.float32)
    return 1 / median_seconds(lambda: vector @ matrix)


def product_bound(lm, batch):
    """Characters a second if a step were its matrix products alone."""
    rng = np.random.default_rng(0)
    pairs = [
        (
            rng.random((batch, rows), np.float32),
            rng.random((rows, columns), np.float32),
        )
        for rows, columns in matrices(lm)
    ]
    return batch / median_seconds(lambda: [x @ matrix for x, matrix in pairs])


def rate(steps, batch):
    """Characters a second of steps with the same tokens, the state carried."""
    tokens, state = np.full(batch, 5), [steps.start(batch)]

    def step():
        _, state[0] = steps.step(tokens, state[0])

    return batch / median_seconds(step)


def stream_rate(lm, length=1000):
    def write():
        return sum(1 for _ in islice(lm.stream("", seed=0), length))

    return length / median_seconds(write)


def show(rows, as_json):
    if as_json:
        print(json.dumps(rows))
        return
    for name, value in rows.items():
        print(f"{name:45} {value:12,.2f}")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--units", type=int, default=512)
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--out", type=Path, help="file to write the results to")
    return parser.parse_args()


if __name__ == "__main__":
    main()
