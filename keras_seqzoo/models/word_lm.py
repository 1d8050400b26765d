"""Language models over words."""

import numpy as np

from keras_seqzoo.models.language_model import LanguageModel
from keras_seqzoo.models.text_source import read_source
from keras_seqzoo.models.word_lm_text import WordText
from keras_seqzoo.number_checks import check_integer
from keras_seqzoo.text.vocabulary import UNKNOWN
from keras_seqzoo.text.vocabulary_files import WORDS
from keras_seqzoo.training.evaluation import evaluate_language_model, perplexity

GOLDEN_TEXTS = ("the company said\n", "it is a test of zyxwv words\n")


class WordLM(LanguageModel):
    """A language model over the words of sentences, a sentence a line.

    Args:
        architecture: Name of an architecture whose network maps `[tokens, *states]` to
            `[logits, *states]`.
        config: Its configuration.
        preprocessor: `WordText`.
        network: The `keras.Model`; by default one with fresh weights.

    Example:

    >>> lm = keras_seqzoo.WordLM.from_text("the cat sat\\n" * 100, units=8)
    >>> text = lm.generate("the cat", length=20, seed=1)
    """

    preprocessor_class = WordText
    usage = (
        "import keras_seqzoo\n\n"
        'lm = keras_seqzoo.WordLM.from_preset("{name}")\n'
        'print(lm.generate("the company", length=30, temperature=0.8, seed=1))'
    )

    @classmethod
    def vocabulary_sizes(cls, config):
        return {WORDS: config.vocabulary_size}

    @classmethod
    def from_text(cls, text, architecture="word_lm_awd", min_count=1, **config):
        """Returns an untrained model for the words of a text.

        Args:
            text: The text to be trained on, words between spaces, a sentence a line;
                or the path of a file of it, or a list of sentences.
            architecture: Name of the architecture.
            min_count: Words that come less often are unknown to the model.
            **config: Settings of its configuration, but for `vocabulary_size`, which
                is that of the text.

        Raises:
            ValueError: If the architecture or a setting is unknown or unfit.
            TypeError: If the text is of another type.
        """
        check_integer("min_count", min_count, low=1)
        text = read_source(text)
        text = text if isinstance(text, str) else "\n".join(text)
        return cls.for_vocabulary(WordText.learn(text, min_count), architecture, config)

    def evaluate(self, source, num_windows=64, length=256, seed=0, verbose=0):
        """Scores the model on a text by both protocols.

        Args:
            source: The text, or the path of a file of it; or a list of sentences.
            num_windows: Number of random windows.
            length: Number of predicted words in each.
            seed: Seed of the choice of windows.
            verbose: 1 for progress bars.

        Returns:
            Dict of floats: `perplexity` (one pass, the state carried, as in the
            literature), `nats_per_word_carried`, `nats_per_word` (windows), and
            `unknown_share`. The ends of sentences count as words.

        Raises:
            ValueError: If the text has not more than `length` words, or an argument
                is out of its range.
            TypeError: If the text is of another type.
        """
        ids = self.ids_of(read_source(source))
        losses = evaluate_language_model(
            self.network, ids, num_windows, length, seed, verbose
        )
        return {
            "perplexity": perplexity(losses.carried),
            "nats_per_word_carried": losses.carried,
            "nats_per_word": losses.windows,
            "unknown_share": float(np.mean(ids == UNKNOWN)),
        }

    def golden_inputs(self):
        return list(GOLDEN_TEXTS)
