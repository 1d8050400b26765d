"""Classifiers that are not trained yet: from examples, ratings or another one."""

import dataclasses

import keras
import numpy as np

from keras_seqzoo.configuration import chosen
from keras_seqzoo.models.registry import get_architecture
from keras_seqzoo.models.sentiment_examples import (
    label_inventory,
    ratings_of,
    read_examples,
    sentences_of,
)
from keras_seqzoo.models.sentiment_transfer import transferred
from keras_seqzoo.models.task import Task
from keras_seqzoo.models.word_vocabulary import word_table
from keras_seqzoo.text import Vocabulary
from keras_seqzoo.text.word_features import WordFeatures

ARCHITECTURE = "sentiment_bilstm"


class Making(Task):
    """How a `SentimentClassifier` is made."""

    @classmethod
    def from_examples(cls, train, vectors=None, min_count=2, seed=1, **settings):
        """Makes an untrained classifier with the words and the labels of training data.

        Args:
            train: Path of a file of lines `label<TAB>text`, or an iterable of
                `(label, text)`.
            vectors: `keras_seqzoo.text.WordVectors`, a name or folder for
                `load_vectors`, or `None` to learn all from `train`.
            min_count: How often a word must occur to get a vector of its own.
            seed: Seed of Keras's random numbers, which draw the first weights.
            **settings: Settings of `SentimentBiLSTMConfig`.

        Returns:
            A `SentimentClassifier`.

        Raises:
            ValueError: If there are fewer than two labels, or a text has several.

        Example:

        >>> train = [("hot", "the soup burns"), ("cold", "an icy soup")] * 4
        >>> classifier = keras_seqzoo.SentimentClassifier.from_examples(train, units=4)
        >>> classifier.config.labels
        ('cold', 'hot')
        """
        examples = read_examples(train, "train")
        learned = {"labels": label_inventory(examples)}
        return cls._fresh(examples, vectors, min_count, seed, settings, learned)

    @classmethod
    def from_ratings(cls, train, vectors=None, min_count=2, seed=1, **settings):
        """Makes an untrained model of numbers, such as stars: regression.

        Args:
            train: As for `from_examples`; each label is a number.
            vectors, min_count, seed, **settings: As for `from_examples`.

        Returns:
            A `SentimentClassifier` whose answers are numbers, by `rate`.

        Raises:
            ValueError: If a label is no finite number, or all are the same.

        Example:

        >>> stars = [(1, "dull"), (5, "great")] * 4
        >>> model = keras_seqzoo.SentimentClassifier.from_ratings(stars, units=4)
        >>> history = model.fit(stars, epochs=1, verbose=0)
        >>> type(model.rate("great"))
        <class 'float'>
        """
        examples = read_examples(train, "train")
        ratings = ratings_of(examples)
        if min(ratings) == max(ratings):
            raise ValueError(
                "The training data must hold at least two ratings. "
                f"Received only {ratings[0]!r}. Check the column of the ratings."
            )
        learned = {
            "labels": (),
            "rating_mean": float(np.mean(ratings)),
            "rating_scale": float(np.std(ratings)),
        }
        return cls._fresh(examples, vectors, min_count, seed, settings, learned)

    @classmethod
    def _fresh(cls, examples, vectors, min_count, seed, settings, learned):
        keras.utils.set_random_seed(seed)
        architecture = get_architecture(ARCHITECTURE)
        config = chosen(architecture.config_class, settings)
        words = sentences_of(examples, config.max_words)
        table = word_table(words, vectors, min_count, config.embedding_dim)
        config = dataclasses.replace(config, **table.sizes(), **learned)
        network = architecture.build(config)
        network.get_layer("vectors").set_weights([table.vectors])
        features = WordFeatures(table.vocabulary, Vocabulary([]), inputs=("words",))
        return cls(ARCHITECTURE, config, features, network)

    def transfer(self, train, seed=1, **settings):
        """Makes a classifier for other labels that starts from what this one knows.

        It has the words and the encoder of this one, trained or pretrained, and a new
        last layer, so `fit` needs fewer examples, and a `layer_decay` below 1 keeps
        more of what was learned.

        Args:
            train: As for `from_examples`; its labels are those of the new classifier.
            seed: Seed of Keras's random numbers, which draw the weights of the head.
            **settings: `pooling`, `input_dropout`, `dropout`, `max_words` or
                `bigram_rows`, where they are to differ from those of this classifier.

        Returns:
            A `SentimentClassifier`; this one stays as it is.

        Raises:
            ValueError: If there are fewer than two labels, a text has several, or a
                setting is another one.

        Example:

        >>> films = keras_seqzoo.SentimentClassifier.from_preset("sentiment_bilstm.mr")
        >>> train = [("hot", "the soup burns"), ("cold", "an icy soup")] * 4
        >>> classifier = films.transfer(train, pooling="max")
        >>> history = classifier.fit(train, epochs=1, verbose=0, layer_decay=0.5)
        >>> sorted(classifier.classify("an icy soup").probabilities)
        ['cold', 'hot']

        Reference: Howard & Ruder (2018).
        """
        learned = {"labels": label_inventory(read_examples(train, "train"))}
        keras.utils.set_random_seed(seed)
        config, network = transferred(
            ARCHITECTURE, self.network, self.config, settings, learned
        )
        return type(self)(ARCHITECTURE, config, self.preprocessor, network)
