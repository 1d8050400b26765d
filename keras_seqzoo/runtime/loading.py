"""The parts of a preset that NumPy alone can run, read from its folder and checked."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from keras_seqzoo import hub
from keras_seqzoo.hub.weights import read_arrays
from keras_seqzoo.text.vocabulary_files import check_vocabulary
from keras_seqzoo.text.word_features import WordFeatures


class Architecture(NamedTuple):
    """A network as presets of it are written.

    `defaults` are settings that presets from before may lack, `check` raises
    `ValueError` at any that is not usable, `arrays_of` gives `{name: (path, shape)}`
    and `vocabulary_sizes` `{path: number of ids}` of a configuration.
    """

    name: str
    defaults: dict
    check: Callable
    arrays_of: Callable
    vocabulary_sizes: Callable

    def supports(self, architecture, config):
        """Whether NumPy alone can run this network with these settings."""
        return architecture == self.name and config.get("encoder", "lstm") == "lstm"


class LightPreset:
    """Base of what is loaded without Keras; a subclass has `load(folder)`."""

    @classmethod
    def from_preset(cls, handle, token=False):
        """Loads a preset; see `keras_seqzoo.hub.resolve` for the arguments.

        Raises:
            ValueError: If there is no such preset, it is damaged or its architecture is
                not one that NumPy alone can run.
            keras_seqzoo.hub.HubError: If the Hub does not give it.
        """
        return cls.load(hub.resolve(handle, token=token))

    @classmethod
    def load(cls, folder):
        """Loads the preset in a folder whose files are already verified."""
        raise NotImplementedError(f"{cls.__name__} must define load.")


def read_parts(folder, architecture):
    """Returns `(config, {name: array}, WordFeatures)` of the preset in a folder.

    Args:
        folder: Folder whose files are already verified.
        architecture: The `Architecture` that it must have.

    Raises:
        ValueError: If it has another one, or a file does not fit the configuration.
    """
    folder = Path(folder)
    manifest = hub.read_manifest(folder)
    if not architecture.supports(manifest.architecture, manifest.config):
        raise ValueError(
            f"The preset {manifest.name or manifest.architecture!r} cannot be run by "
            f"NumPy alone, which knows {architecture.name!r} with LSTM cells here. Use "
            "keras_seqzoo.Task.from_preset."
        )
    config = architecture.defaults | manifest.config
    architecture.check(config)
    places = architecture.arrays_of(config)
    stored = read_arrays(folder / hub.WEIGHTS, dict(places.values()))
    for path, ids in architecture.vocabulary_sizes(config).items():
        check_vocabulary(folder / path, ids)
    arrays = {name: stored[path] for name, (path, _) in places.items()}
    return config, arrays, WordFeatures.load(folder)


def check_size(name, vocabulary, size):
    """Checks that a vocabulary has no more ids than the network has vectors.

    Raises:
        ValueError: If it has.
    """
    if len(vocabulary) > size:
        raise ValueError(
            f"The vocabulary of {name} has {len(vocabulary)} ids, the network was made "
            f"for {size}. Take both from the same preset."
        )
