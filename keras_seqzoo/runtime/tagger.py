"""Named entities from a preset folder with NumPy alone."""

from pathlib import Path

from keras_seqzoo import hub
from keras_seqzoo.hub.weights import read_arrays
from keras_seqzoo.runtime.parts import (
    ARCHITECTURE,
    DEFAULTS,
    supports,
    tagger_network,
)
from keras_seqzoo.runtime.settings import check_settings
from keras_seqzoo.runtime.shapes import arrays_of, vocabulary_sizes
from keras_seqzoo.runtime.spans import SpanFinder
from keras_seqzoo.text.vocabulary_files import check_vocabulary
from keras_seqzoo.text.word_features import WordFeatures


class Tagger(SpanFinder):
    """Finds named entities as `keras_seqzoo.NERTagger` does, without Keras.

    Nothing of a deep learning framework is imported, so the first answer comes within
    a second from the start of the process. It cannot be trained.

    Args:
        decode: `TaggerNetwork`.

    Example:

    >>> from keras_seqzoo.runtime import Tagger
    >>> tagger = Tagger.from_preset("ner_bilstm_crf.open")
    >>> [span[:2] for span in tagger.tag("Ada Lovelace lived in London.")]
    [('Ada Lovelace', 'PER'), ('London', 'LOC')]
    """

    def __init__(self, decode):
        self.decode = decode

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
        manifest = hub.read_manifest(folder)
        check_supported(manifest)
        config = DEFAULTS | manifest.config
        check_settings(config)
        places = arrays_of(config)
        stored = read_arrays(Path(folder) / hub.WEIGHTS, dict(places.values()))
        arrays = {name: stored[path] for name, (path, _) in places.items()}
        for path, ids in vocabulary_sizes(config).items():
            check_vocabulary(Path(folder) / path, ids)
        features = WordFeatures.load(folder)
        return cls(tagger_network(config, arrays, features))


def check_supported(manifest):
    if not supports(manifest.architecture, manifest.config):
        raise ValueError(
            f"The preset {manifest.name or manifest.architecture!r} cannot be run by "
            f"NumPy alone, which knows {ARCHITECTURE!r} with LSTM cells. Use "
            "keras_seqzoo.Task.from_preset."
        )
