"""Every cell of the table of tests with and without XLA: the same values and gradients.

    python recipes/checks/cells_under_xla.py [--cells LSTM "GRU before" …]

Runs `layers.RNN` over the cells of tests/cells/cell_table.py, with a mask, and prints
the largest difference of each; exits with 1 where one is too large. Compiling takes
minutes, so the test suite does this for a few cells only. TensorFlow only.
"""

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf

from keras_seqzoo import layers

sys.path.append(str(Path(__file__).resolve().parents[2] / "tests" / "cells"))

from cell_table import CELLS, example, randomize

MASK = np.array([[1, 1, 1, 0], [0, 1, 0, 1], [0, 0, 0, 0]], bool)
LARGEST = 2e-4


def main():
    worst = {name: difference(name) for name in arguments().cells}
    for name, value in worst.items():
        print(f"{name:25} {value:.1e}")
    sys.exit(max(worst.values()) > LARGEST)


def difference(name):
    """Between both runs, relative where values are larger than one."""
    x, _ = example(name, batch=3, length=4)
    x = tf.constant(x, "float32")
    layer = layers.RNN(CELLS[name](), return_sequences=True, return_state=True)
    layer.build(x.shape)
    randomize(layer)
    plain, compiled = (
        tf.function(lambda: results(layer, x), jit_compile=jit)()
        for jit in (False, True)
    )
    return max(
        float(np.max(np.abs(a - b) / np.maximum(1, np.abs(a))))
        for a, b in zip(plain, compiled, strict=True)
    )


def results(layer, x):
    """Outputs, final states, and gradients by the inputs and all weights."""
    weights = [w.value for w in layer.trainable_weights]
    with tf.GradientTape() as tape:
        tape.watch(x)
        outputs = layer(x, mask=MASK)
        loss = tf.add_n([tf.reduce_sum(tf.cos(0.3 + y)) for y in outputs])
    gradients = tape.gradient(loss, [x, *weights], unconnected_gradients="zero")
    return [*outputs, *gradients]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cells", nargs="+", default=list(CELLS), choices=CELLS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
