"""The state of a training run: its best weights, and a file to go on from."""

import contextlib
import hashlib
import os
import shutil
from pathlib import Path

import numpy as np
from keras import ops

from keras_seqzoo.configuration import told_apart
from keras_seqzoo.training.checkpoint import assign, load_checkpoint, save_checkpoint

FILE = "state.npz"


def checkpoint_folder(out):
    """Returns where a training into a folder keeps its checkpoint; `None` for none."""
    return None if out is None else Path(out) / "checkpoint"


def fingerprint(config, *data):
    """What tells a run from those of other models or data: hexadecimal digits."""
    return hashlib.sha256(repr((told_apart(config), data)).encode()).hexdigest()


def writable(folder):
    """Makes a folder before hours are spent on what is to be written there.

    Raises:
        ValueError: If it cannot be made or written to.
    """
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ValueError(
            f"Cannot make the folder {folder}: {error.strerror}. Choose another `out`."
        ) from error
    if not os.access(folder, os.W_OK):
        raise ValueError(f"Cannot write to the folder {folder}. Choose another `out`.")
    return folder


def fresh(folder):
    """As `writable`, without what an interrupted writing has left there."""
    folder = writable(folder)
    for left in folder.glob(".new-*"):
        shutil.rmtree(left, ignore_errors=True)
    return folder


class Checkpoint:
    """The last epoch of a run and its best weights, in memory and in a folder if given.

    Args:
        folder: Folder of the run, or `None` to keep the best weights in memory alone.
        network: Compiled `keras.Model` whose optimizer is built.
        run: JSON dict that tells this run from others.
    """

    def __init__(self, folder, network, run):
        self.path = None if folder is None else fresh(folder) / FILE
        self.network = network
        self.run = run
        self.best = None

    def keep_best(self):
        """Remembers the present trainable weights as the best ones."""
        self.best = copies(self.network.trainable_variables)

    def variables(self):
        """All that a step of training changes: weights, random states, optimizer."""
        network = self.network
        return {
            "network": network.trainable_variables + network.non_trainable_variables,
            "optimizer": network.optimizer.variables,
        }

    def restore(self):
        """Loads the newest epoch; returns its progress, or `{}` if there is none.

        Raises:
            ValueError: If the file is damaged or of another run.
        """
        if self.path is None or not self.path.exists():
            return {}
        groups, facts = load_checkpoint(self.path)
        if facts["run"] != self.run:
            raise ValueError(
                f"{self.path} is the checkpoint of a run with other settings or "
                "data. Choose another folder or remove it."
            )
        self.best = groups.pop("best")
        for name, variables in self.variables().items():
            assign(variables, groups[name], name)
        return facts["progress"]

    def save(self, progress):
        """Writes all that the next epoch starts from."""
        if self.path is not None:
            groups = self.variables() | {"best": self.best}
            save_checkpoint(self.path, groups, {"run": self.run, "progress": progress})

    def use_best(self):
        """Gives the network its best weights."""
        assign(self.network.trainable_variables, self.best)

    def remove(self):
        """Removes the file and its folder, unless there is something else in it."""
        if self.path is not None:
            self.path.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                self.path.parent.rmdir()


def copies(variables):
    """Values of variables as arrays that no later step changes."""
    return [np.array(ops.convert_to_numpy(variable)) for variable in variables]
