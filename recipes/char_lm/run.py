"""What the trainings of language models share: the process and the facts of a run."""

import os
import platform
import shlex
import signal
import sys

import keras

from keras_seqzoo.models.history import series


def set_up(seed, threads=0, precision="float32"):
    """Sets the seed, precision and number of threads of the process."""
    import tensorflow as tf

    signal.signal(signal.SIGTERM, lambda *_: os.kill(os.getpid(), signal.SIGINT))
    keras.utils.set_random_seed(seed)
    keras.config.set_dtype_policy(precision)
    tf.config.threading.set_intra_op_parallelism_threads(threads)


def facts(history, seed):
    """The entries of `results.json` that tell how the model was trained."""
    return {
        "seed": seed,
        "training": {
            "epochs": len(history),
            "seconds": round(sum(epoch["seconds"] for epoch in history), 1),
            "hardware": f"{os.cpu_count()} CPU threads, {platform.machine()}",
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
