"""The loss of a language model and its gradient: ours and Keras's own.

    python recipes/benchmarks/cross_entropy.py
        [--out recipes/benchmarks/results/cross_entropy.json]

Float32 logits, compiled by TensorFlow without XLA, alternately in one process. Prints
milliseconds and their ratio for each size of the vocabulary.
"""

import argparse
import os
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import tensorflow as tf
from alternate import alternate
from keras import ops
from protocol import protocol

from keras_seqzoo.files import write_json
from keras_seqzoo.training import mean_cross_entropy

VOCABULARIES = (50, 1_000, 10_000, 50_000)


def main():
    args = arguments()
    rows = {str(size): row(args.tokens, size, args.rounds) for size in VOCABULARIES}
    for size, ms in rows.items():
        ratio = ms["keras"] / ms["ours"]
        print(f"{size:>6} tokens: {ms['ours']:8.2f} ms, Keras {ms['keras']:8.2f} ms, "
              f"{ratio:.2f} times as long")  # fmt: skip
    if args.out:
        settings = {"tokens": args.tokens, "rounds": args.rounds}
        write_json(args.out, {"protocol": settings | protocol(), "rows": rows})


def row(tokens, vocabulary, rounds):
    """Milliseconds of the loss and its gradient, ours and Keras's."""
    logits = tf.random.stateless_normal((tokens, vocabulary), seed=(1, 2))
    targets = tf.range(tokens) % vocabulary
    functions = {
        name: with_gradient(loss, logits, targets)
        for name, loss in {"ours": mean_cross_entropy, "keras": of_keras}.items()
    }
    return {name: round(ms, 3) for name, ms in alternate(functions, rounds).items()}


def of_keras(logits, targets):
    losses = ops.sparse_categorical_crossentropy(targets, logits, from_logits=True)
    return ops.mean(losses)


def with_gradient(loss, logits, targets):
    """A function without arguments that computes the loss and its gradient."""

    @tf.function(autograph=False)
    def compute(logits):
        with tf.GradientTape() as tape:
            tape.watch(logits)
            value = loss(logits, targets)
        return value, tape.gradient(value, logits)

    return lambda: compute(logits)[0].numpy()


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tokens", type=int, default=1_400)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--out", type=Path, help="file to write the results to")
    return parser.parse_args()


if __name__ == "__main__":
    main()
