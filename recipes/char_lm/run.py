"""What the trainings of language models share: the process and the facts of a run."""

import os
import platform
import shlex
import signal
import sys

import keras

from keras_seqzoo.models.history import series


def add_arguments(parser):
    """Adds what `set_up` and `facts` need to the arguments of a recipe."""
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=0, help="0: as TensorFlow does")
    parser.add_argument(
        "--precision",
        default="float32",
        help="mixed_bfloat16 is faster where the processor multiplies faster so",
    )
    parser.add_argument("--verbose", type=int, default=2)


def set_up(seed, threads=0, precision="float32"):
    """Sets the seed, precision and number of threads of the process."""
    import tensorflow as tf

    signal.signal(signal.SIGTERM, lambda *_: os.kill(os.getpid(), signal.SIGINT))
    keras.utils.set_random_seed(seed)
    keras.config.set_dtype_policy(precision)
    tf.config.threading.set_intra_op_parallelism_threads(threads)


def in_float32(lm):
    """The same model, computed in float32 whatever it was trained in."""
    keras.config.set_dtype_policy("float32")
    whole = type(lm)(lm.architecture, lm.config, lm.preprocessor)
    whole.network.set_weights(lm.network.get_weights())
    return whole


def facts(history, options):
    """The entries of `results.json` that tell how the model was trained."""
    threads = f"{options.threads or os.cpu_count()} CPU threads"
    return {
        "seed": options.seed,
        "training": {
            "epochs": len(history),
            "seconds": round(sum(epoch["seconds"] for epoch in history), 1),
            "hardware": f"{threads}, {platform.machine()}, {options.precision}",
        },
        "history": series(history),
        "command": shlex.join(["python", *sys.argv]),
    }


def interruptible(main):
    """Runs a training; an interrupt is told in one line."""
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(
            "Stopped; the checkpoint is written. The same command goes on from it."
        )
