"""Named entities from a preset folder with NumPy alone."""

from keras_seqzoo.runtime.loading import LightPreset, read_parts
from keras_seqzoo.runtime.parts import TAGGERS, tagger_network
from keras_seqzoo.runtime.spans import SpanFinder


class Tagger(SpanFinder, LightPreset):
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
    def load(cls, folder):
        """Loads the preset in a folder whose files are already verified."""
        config, arrays, features = read_parts(folder, TAGGERS)
        return cls(tagger_network(config, arrays, features))
