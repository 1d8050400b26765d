"""Characters a second that a language model writes, beside what the machine allows.

    python recipes/benchmarks/generation.py [--units 512 --layers 2] [--json]

The bound of batch 1 is the rate at which NumPy reads an array as large as the weights
that a character needs, by a matrix-vector product; that of a batch is the rate of the
matrix products alone. Both are measured here, with one thread and with all.
"""

import argparse
import json
import os
import statistics
import time
from itertools import islice

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import threadpoolctl

import keras_seqzoo

ROUNDS = 5
ALPHABET = "".join(map(chr, range(32, 97)))


def main():
    args = arguments()
    lm = keras_seqzoo.CharLM.from_text(
        ALPHABET, "char_lm_lstm", units=args.units, num_layers=args.layers
    )
    first = first_character(lm)
    steps = lm.steps()
    rows = {
        "first character, milliseconds": 1e3 * first,
        "weights of a character, MB": read_bytes(lm) / 1e6,
        "cores": os.cpu_count(),
    }
    for threads in (1, os.cpu_count()):
        with threadpoolctl.threadpool_limits(threads):
            rows[f"bound of batch 1, {threads} threads"] = read_bound(lm)
            rows[f"bound of batch 64, {threads} threads"] = product_bound(lm, 64)
    for batch in (1, 8, 64, 256):
        rows[f"batch {batch}"] = rate(steps, batch)
    rows["stream (with draws)"] = stream_rate(lm)
    rows["compiled step of Keras, batch 1"] = rate(lm.session, 1)
    rows["batch 1 / its bound, 1 thread"] = (
        rows["batch 1"] / rows["bound of batch 1, 1 threads"]
    )
    rows["batch 64 / batch 1"] = rows["batch 64"] / rows["batch 1"]
    show(rows, args.json)


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
    return parser.parse_args()


if __name__ == "__main__":
    main()
