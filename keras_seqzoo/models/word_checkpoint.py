"""A training run on disk, so that an interrupted one goes on where it stopped."""

import json
import shutil
from pathlib import Path

import numpy as np
from keras import ops

from keras_seqzoo.hub.files import read_json, write_json

STATE = "state.json"


class Checkpoint:
    """The last epoch of a run and its best weights: in memory, and in a folder if given.

    An epoch is written to a folder of its own that is renamed when it is whole, so a
    crash at any moment leaves the epoch before it.

    Args:
        folder: Folder of the run, or `None` to keep the best weights in memory alone.
        network: Compiled `keras.Model` whose optimizer is built.
        run: JSON dict that tells this run from others.
    """

    def __init__(self, folder, network, run):
        self.folder = None if folder is None else Path(folder)
        self.network = network
        self.run = run
        self.best = None

    def keep_best(self):
        """Remembers the present trainable weights as the best ones."""
        weights = self.network.trainable_variables
        self.best = [np.array(ops.convert_to_numpy(weight)) for weight in weights]

    def restore(self):
        """Loads the newest epoch; returns its progress, or `{}` if there is none."""
        epochs = self.epochs()
        if not epochs:
            return {}
        state = read_json(epochs[-1] / STATE)
        if state["run"] != json.loads(json.dumps(self.run)):
            raise ValueError(
                f"{self.folder} holds the checkpoint of a run with other settings. "
                "Choose another folder or remove it."
            )
        self.network.load_weights(epochs[-1] / "network.weights.h5")
        with np.load(epochs[-1] / "best.npz", allow_pickle=False) as arrays:
            self.best = [arrays[name] for name in sorted(arrays.files)]
        return state["progress"]

    def epochs(self):
        """Folders of the epochs on disk, oldest first."""
        return sorted(self.folder.glob("[0-9]*")) if self.folder else []

    def save(self, progress):
        """Writes the network, its optimizer and the progress; removes older epochs."""
        if self.folder is None:
            return
        old, new = self.epochs(), self.folder / f"{progress['epoch']:06d}"
        partial = self.folder / "partial"
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        self.network.save_weights(partial / "network.weights.h5")
        names = (f"{i:04d}" for i in range(len(self.best)))
        np.savez(partial / "best.npz", **dict(zip(names, self.best, strict=False)))
        write_json(partial / STATE, {"run": self.run, "progress": progress})
        partial.rename(new)
        for folder in old:
            shutil.rmtree(folder)

    def finish(self):
        """Gives the network its best weights and removes what was on disk."""
        for weight, value in zip(self.network.trainable_variables, self.best, strict=True):
            weight.assign(value)
        for folder in self.epochs():
            shutil.rmtree(folder)
        if self.folder is not None and self.folder.is_dir():
            self.folder.rmdir()
