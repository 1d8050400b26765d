"""The product of a step in NumPy for few texts: ours and the plain one.

    python recipes/benchmarks/step_products.py [--rows 1 2 4 8 16 32 64]

A matrix by columns, one thread, alternately in one process. Prints milliseconds and
their ratio for each number of texts.
"""

import argparse

import numpy as np
import threadpoolctl
from alternate import alternate

from keras_seqzoo.generation.numpy_steps import by_columns, product


def main():
    args = arguments()
    draw = np.random.default_rng(0).random
    matrix = by_columns(draw((2 * args.units, 4 * args.units), np.float32))
    with threadpoolctl.threadpool_limits(1):
        for rows in args.rows:
            show(rows, times(draw((rows, 2 * args.units), np.float32), matrix, args))


def times(x, matrix, args):
    """Median milliseconds of both products."""
    return alternate(
        {"ours": lambda: product(x, matrix), "plain": lambda: x @ matrix},
        rounds=args.rounds,
    )


def show(rows, ms):
    ours, plain = ms["ours"], ms["plain"]
    print(f"{rows:>4} texts: {ours:6.2f} ms, plain {plain:6.2f} ms, {plain / ours:.2f}")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--units", type=int, default=512)
    parser.add_argument("--rows", type=int, nargs="+", default=[1, 2, 4, 8, 16, 32, 64])
    parser.add_argument("--rounds", type=int, default=50)
    return parser.parse_args()


if __name__ == "__main__":
    main()
