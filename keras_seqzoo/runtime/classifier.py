"""Labels and ratings of texts from a preset folder with NumPy alone."""

from keras_seqzoo.runtime.answers import TextAnswers
from keras_seqzoo.runtime.loading import LightPreset, read_parts
from keras_seqzoo.runtime.text_parts import TEXTS, text_network


class Classifier(TextAnswers, LightPreset):
    """Labels or rates texts as `keras_seqzoo.SentimentClassifier` does, without Keras.

    Nothing of a deep learning framework is imported, so the first answer comes within
    a second from the start of the process. It cannot be trained.

    Args:
        labels: Tuple of the labels; empty for ratings.
        max_words: How many words of a text are read, or `None` for all.
        run: `TextNetwork`.

    Example:

    >>> from keras_seqzoo.runtime import Classifier
    >>> classifier = Classifier.from_preset("sentiment_bilstm.mr")
    >>> classifier.classify("A gorgeous, witty and deeply moving film.").label
    'positive'
    """

    def __init__(self, labels, max_words, run):
        self.labels, self.max_words, self.run = labels, max_words, run

    @classmethod
    def load(cls, folder):
        """Loads the preset in a folder whose files are already verified."""
        config, arrays, features = read_parts(folder, TEXTS)
        network = text_network(config, arrays, features)
        return cls(tuple(config["labels"]), config["max_words"], network)
