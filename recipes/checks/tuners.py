"""Random, Hyperband and Bayesian search of a real task, each twice with equal seeds.

python recipes/checks/tuners.py

Searches the settings of a classifier of MR on 800 of its sentences, 12 trials each of
at most four epochs, scored on the development data. Prints the table of docs/tuning.md:
the default configuration after four epochs, the best of each search, and in how many
trials the second run differs from the first.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "sentiment"))

from corpus import reviews, split, vectors_for  # noqa: E402

from keras_seqzoo.tuning import Integer, Printer, tune  # noqa: E402

MEASURED = ("started", "ended", "seconds", "latency_ms")
SPACE = {"units": Integer(16, 64, step=16), "num_layers": 1, "encoder": "lstm"}
PLAN = {"trials": 12, "epochs": 4, "patience": 1, "top": 0}


def search(tuner, folder):
    train, dev, _ = split(reviews())
    train = train[:800]
    given = {"vectors": vectors_for(train, dim=50, top=4000), "min_count": 2}
    return tune(
        "sentiment",
        train,
        dev,
        folder,
        space=SPACE,
        given=given,
        tuner=tuner,
        listener=Printer(),
        **PLAN,
    )


def differing(first, second):
    """The number of trials of which something else than the time differs."""
    pairs = zip(first.trials, second.trials, strict=True)
    return sum(lasting(one) != lasting(other) for one, other in pairs)


def lasting(trial):
    return {k: v for k, v in trial.items() if k not in MEASURED}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, help="folder of the searches")
    parser.add_argument("--threads", type=int, default=0, help="0: as TensorFlow does")
    arguments = parser.parse_args()
    limit_threads(arguments.threads)
    with tempfile.TemporaryDirectory() as scratch:
        compare(arguments.out or Path(scratch))


def compare(folder):
    print("| tuner | trials | default | best on dev | trials that differ |")
    print("| --- | --- | --- | --- | --- |")
    for tuner in ("random", "hyperband", "bayesian"):
        first, second = (search(tuner, folder / f"{tuner}.{i}") for i in (1, 2))
        if tuner == "random":
            default = first.default
        shown = f"{default:.4f} | {first.score:.4f} | {differing(first, second)}"
        print(f"| {tuner} | {len(first.trials)} | {shown} |", flush=True)


def limit_threads(threads):
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(threads)


if __name__ == "__main__":
    main()
