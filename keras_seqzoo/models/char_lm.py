"""Language models over characters."""

import math

import numpy as np

from keras_seqzoo.models.char_lm_text import CharacterText
from keras_seqzoo.models.language_model import LanguageModel
from keras_seqzoo.models.text_source import read_source
from keras_seqzoo.text.vocabulary import UNKNOWN
from keras_seqzoo.text.vocabulary_files import CHARACTERS
from keras_seqzoo.training.document_loss import document_loss
from keras_seqzoo.training.evaluation import evaluate_language_model, perplexity

GOLDEN_TEXTS = (
    "First Citizen:\nBefore we proceed any further, hear me speak.\n",
    "What light through yonder window breaks?",
    "0123 \u00e9\n",
)


class CharLM(LanguageModel):
    """A language model over characters.

    Args:
        architecture: Name of an architecture whose network maps `[tokens, *states]` to
            `[logits, *states]`.
        config: Its configuration.
        preprocessor: `CharacterText`.
        network: The `keras.Model`; by default one with fresh weights.

    Example:

    >>> lm = keras_seqzoo.CharLM.from_preset("char_lm_lstm.shakespeare")
    >>> print(lm.generate("JULIET:", length=300, seed=1))
    """

    preprocessor_class = CharacterText
    usage = (
        "import keras_seqzoo\n\n"
        'lm = keras_seqzoo.CharLM.from_preset("{name}")\n'
        'print(lm.generate("", length=300, temperature=0.8, seed=1))'
    )

    @classmethod
    def vocabulary_sizes(cls, config):
        return {CHARACTERS: config.vocabulary_size}

    @classmethod
    def from_text(cls, text, architecture="char_lm_lstm", **config):
        """Returns an untrained model for the characters of a text.

        Args:
            text: The text to be trained on, or the path of a file of it; a list of
                documents for a model that learns where a document ends.
            architecture: Name of the architecture.
            **config: Settings of its configuration, but for `vocabulary_size`, which
                is that of the text.

        Raises:
            ValueError: If the architecture or a setting is unknown or unfit.
            TypeError: If the text is of another type.
        """
        text = read_source(text)
        running = isinstance(text, str)
        learn = CharacterText.learn if running else CharacterText.learn_documents
        return cls.for_vocabulary(learn(text), architecture, config)

    def evaluate(self, source, num_windows=1024, length=256, seed=0, verbose=0):
        """Scores the model on a text by both protocols.

        Args:
            source: The text, or the path of a file of it; for a model of documents a
                list of them, or a text with one a line.
            num_windows: Number of random windows.
            length: Number of predicted characters in each.
            seed: Seed of the choice of windows.
            verbose: 1 for progress bars.

        Returns:
            Dict of floats: `nats_per_char`, `nats_per_char_carried`, `bits_per_char`,
            `perplexity`, and `unknown_share`, the share of unknown characters. For
            documents also `nats_per_char_documents`, each document from the
            start of a text, its end counted as a character.

        Raises:
            ValueError: If the text has not more than `length` characters, or an
                argument is out of its range.
            TypeError: If the text is of another type.
        """
        source = self.documents(read_source(source))
        ids = self.ids_of(source)
        losses = evaluate_language_model(
            self.network, ids, num_windows, length, seed, verbose
        )
        scores = {
            "nats_per_char": losses.windows,
            "nats_per_char_carried": losses.carried,
            "bits_per_char": losses.windows / math.log(2),
            "perplexity": perplexity(losses.windows),
            "unknown_share": float(np.mean(ids == UNKNOWN)),
        }
        if not isinstance(source, str):
            documents = [self.preprocessor.encode_documents([x]) for x in source]
            start = self.preprocessor.start_id
            scores["nats_per_char_documents"] = document_loss(
                self.network, documents, start, verbose
            )
        return scores

    def documents(self, source):
        """The lines of a text if the model is one of documents."""
        if not self.preprocessor.has_end or not isinstance(source, str):
            return source
        return [x.removesuffix("\r") for x in source.removesuffix("\n").split("\n")]

    def ids_of(self, source):
        return super().ids_of(self.documents(source))

    def golden_inputs(self):
        return list(GOLDEN_TEXTS)
