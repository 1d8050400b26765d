"""A preset folder whose parts are read when they are first asked for."""

from functools import cached_property
from pathlib import Path

from keras_seqzoo import hub
from keras_seqzoo.configuration import from_dict
from keras_seqzoo.models.reading import check_amount, read_network
from keras_seqzoo.models.registry import get_architecture
from keras_seqzoo.text.vocabulary_files import check_vocabulary


class StoredPreset:
    """What lies in a folder whose files are verified; each part is read once.

    Args:
        folder: A preset folder.

    Raises:
        ValueError: From each attribute whose part of the preset is not sound.
    """

    def __init__(self, folder):
        self.folder = Path(folder)

    @cached_property
    def manifest(self):
        return hub.read_manifest(self.folder)

    @cached_property
    def architecture(self):
        return get_architecture(self.manifest.architecture)

    @cached_property
    def task_class(self):
        return self.architecture.task_class()

    @cached_property
    def config(self):
        return from_dict(self.architecture.config_class, self.manifest.config)

    @cached_property
    def weights(self):
        """The file of weights, after its number of weights is known to fit."""
        path = self.folder / hub.WEIGHTS
        check_amount(self.architecture, self.config, path)
        return path

    @cached_property
    def network(self):
        return read_network(self.architecture, self.config, self.weights)

    @cached_property
    def preprocessor(self):
        folder = self.weights.parent
        for path, ids in self.task_class.vocabulary_sizes(self.config).items():
            check_vocabulary(folder / path, ids)
        return self.task_class.preprocessor_class.load(folder)

    @cached_property
    def task(self):
        name, preprocessor = self.manifest.architecture, self.preprocessor
        return self.task_class(name, self.config, preprocessor, self.network)
