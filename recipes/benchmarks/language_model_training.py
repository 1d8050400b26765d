"""Training steps of a character model of LSTMs: ours, stock Keras's and PyTorch's.

    python recipes/benchmarks/language_model_training.py [--units 512] [--torch]
        [--precision mixed_bfloat16]
        [--out recipes/benchmarks/results/language_model_training.json]

All take the same batch (embedding, LSTMs, softmax, gradient clipped by its norm, Adam),
alternately in one process, and with them the matrix products of such a step alone, in
float32. Prints characters, or words, a second and the ratio to ours.
"""

import argparse
import os
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf
from alternate import alternate
from product_chain import product_chain
from protocol import protocol

from keras_seqzoo.files import write_json
from keras_seqzoo.models import build, get_architecture
from keras_seqzoo.training import compile_training_step

CLIP = 1.0


def main():
    args = arguments()
    keras.config.set_dtype_policy(args.precision)
    rng = np.random.default_rng(0)
    shape = args.batch, args.steps + 1
    text = rng.integers(0, args.vocabulary, shape, "int32")
    batch = text[:, :-1], text[:, 1:]
    functions = {name: ours(name, args, batch) for name in args.architectures}
    functions["keras.layers.LSTM"] = stock(args, batch)
    widths = [args.embedding, *[args.units] * (args.layers - 1)]
    functions["products alone"] = product_chain(
        args.batch, args.steps, args.units, widths, args.vocabulary
    )
    if args.torch:
        from torch_language_model import torch_step

        functions["torch.nn.LSTM"] = torch_step(
            args.vocabulary, args.embedding, args.units, args.layers, batch, CLIP
        )
    times = alternate(functions, args.rounds)
    tokens = 1e3 * args.batch * args.steps
    rows = {name: tokens / milliseconds for name, milliseconds in times.items()}
    first = rows[args.architectures[0]]
    for name, speed in rows.items():
        print(f"{name:20} {speed:10,.0f} tokens a second, {first / speed:.2f}")
    if args.out:
        names = ("batch", "steps", "vocabulary", "embedding", "units", "layers")
        names += ("rounds", "precision")
        settings = {name: getattr(args, name) for name in names}
        write_json(args.out, {"protocol": settings | protocol(), "rows": rows})


def ours(name, args, batch):
    sizes = {
        "vocabulary_size": args.vocabulary,
        "embedding_dim": args.embedding,
        "units": args.units,
        "num_layers": args.layers,
        "dropout": 0.0,
    }
    known = vars(get_architecture(name).config_class())
    network = build(name, **{k: v for k, v in sizes.items() if k in known})
    optimizer = keras.optimizers.Adam(1e-3)
    optimizer.build(network.trainable_variables)
    step = compile_training_step(network, optimizer, CLIP)
    keep = np.ones((args.batch, 1), np.float32)
    states = [
        np.zeros((args.batch, x.shape[-1]), np.float32) for x in network.inputs[1:]
    ]
    return lambda: float(step(*batch, keep, states)[0])


def stock(args, batch):
    """Keras's own layers with `train_on_batch`, as its examples have it."""
    layers = [
        keras.layers.LSTM(args.units, return_sequences=True) for _ in range(args.layers)
    ]
    network = keras.Sequential(
        [
            keras.layers.Embedding(args.vocabulary, args.embedding),
            *layers,
            keras.layers.Dense(args.vocabulary),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    optimizer = keras.optimizers.Adam(1e-3, global_clipnorm=CLIP)
    network.compile(optimizer, loss, jit_compile=args.jit)
    inputs, targets = map(tf.constant, batch)
    return lambda: float(network.train_on_batch(inputs, targets))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--steps", type=int, default=100)
    parser.add_argument("--vocabulary", type=int, default=67)
    parser.add_argument("--embedding", type=int, default=64)
    parser.add_argument("--units", type=int, default=512)
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument(
        "--architectures", nargs="+", default=["char_lm_lstm", "char_lm_gru"]
    )
    parser.add_argument("--precision", default="float32", help="of ours and of Keras's")
    parser.add_argument("--jit", action="store_true", help="XLA for stock Keras")
    parser.add_argument("--torch", action="store_true")
    parser.add_argument("--out", type=Path, help="file to write the results to")
    return parser.parse_args()


if __name__ == "__main__":
    main()
