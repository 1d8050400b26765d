"""Classification of texts, for sentiment and any other set of labels."""

from pathlib import Path
from typing import NamedTuple

import keras
import numpy as np

from keras_seqzoo.models.registry import get_architecture
from keras_seqzoo.models.sentiment_examples import (
    check_labels,
    label_inventory,
    read_examples,
    words_of,
)
from keras_seqzoo.models.task import Task
from keras_seqzoo.models.vocabulary_files import CHARACTERS, WORDS
from keras_seqzoo.models.word_batches import training_batches
from keras_seqzoo.models.word_features import WordFeatures
from keras_seqzoo.models.word_network import jit_compile
from keras_seqzoo.models.word_streams import answer_texts, check_text, run_batches
from keras_seqzoo.models.word_training import TrainingPlan, fit_network
from keras_seqzoo.models.word_vocabulary import word_table
from keras_seqzoo.text import Vocabulary
from keras_seqzoo.text.vocabulary import FIRST

GOLDEN = [
    "A gorgeous, witty and deeply moving film.",
    "Tedious, clumsy and far too long.",
    "The camera is on.",
    "",
]


class Classification(NamedTuple):
    """The most probable label, its probability, and those of all labels."""

    label: str
    probability: float
    probabilities: dict


class SentimentClassifier(Task):
    """Gives each text one of a fixed set of labels.

    Example:

    >>> classifier = keras_seqzoo.SentimentClassifier.from_preset("sentiment_bilstm.mr")
    >>> classifier.classify("A gorgeous, witty and deeply moving film.").label
    'positive'
    """

    preprocessor_class = WordFeatures
    pipeline_tag = "text-classification"
    usage = (
        "import keras_seqzoo\n\n"
        'classifier = keras_seqzoo.SentimentClassifier.from_preset("{name}")\n'
        'classifier.classify("A gorgeous, witty and deeply moving film.")'
    )

    def __init__(self, architecture, config, preprocessor=None, network=None):
        super().__init__(architecture, config, preprocessor, network)
        self.network.compile(jit_compile=jit_compile())

    @classmethod
    def vocabulary_sizes(cls, config):
        return {WORDS: config.vocabulary_size, CHARACTERS: FIRST}

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

        Raises:
            ValueError: If there are fewer than two labels.
        """
        examples = read_examples(train, "train")
        labels = label_inventory(examples)
        keras.utils.set_random_seed(seed)
        words = [words_of(text) for _, text in examples]
        table = word_table(
            words, vectors, min_count, settings.pop("embedding_dim", 100)
        )
        architecture = get_architecture("sentiment_bilstm")
        config = architecture.config_class(
            vocabulary_size=len(table.vocabulary),
            embedding_dim=table.vectors.shape[1],
            num_trained_words=table.num_trained,
            labels=labels,
            **settings,
        )
        network = architecture.build(config)
        network.get_layer("vectors").set_weights([table.vectors])
        features = WordFeatures(table.vocabulary, Vocabulary([]), inputs=("words",))
        return cls("sentiment_bilstm", config, features, network)

    def fit(self, train, dev=None, out=None, callbacks=(), verbose=1, **plan):
        """Trains the classifier and keeps the weights that are best on `dev`.

        Args:
            train: Path of a file of lines `label<TAB>text`, or an iterable of
                `(label, text)`.
            dev: The same; its accuracy decides when to stop and what to keep. Without
                it the last weights are kept.
            out: Folder for a checkpoint after each epoch, by which an interrupted
                training goes on when it is started again; it is removed at the end.
            callbacks: `keras.callbacks.Callback`s.
            verbose: 0 for silence, 1 for a progress bar, 2 for a line an epoch.
            **plan: Fields of `TrainingPlan`.

        Returns:
            A list with a dict for each epoch: `loss` and, with `dev`, `score`.

        Raises:
            ValueError: If data or plan are not usable; the message says why.
        """
        plan = TrainingPlan(**plan)
        examples = read_examples(train, "train")
        label_inventory(examples)
        check_labels(examples, self.config.labels)
        held_out = None if dev is None else read_examples(dev, "dev")
        words = [words_of(text) for _, text in examples]
        index = {label: i for i, label in enumerate(self.config.labels)}
        labels = np.array([index[label] for label, _ in examples], np.int32)
        return fit_network(
            self.network,
            keras.losses.SparseCategoricalCrossentropy(),
            training_batches(self.preprocessor, words, labels.__getitem__, plan),
            lambda: None if held_out is None else self.evaluate(held_out)["accuracy"],
            plan,
            folder=None if out is None else Path(out) / "checkpoint",
            callbacks=callbacks,
            verbose=verbose,
        )

    def classify(self, texts):
        """Finds the label of texts; of a long one the first 512 words are read.

        Args:
            texts: A `str`; a list of `str`; or an iterator of `str`, which is read as
                the answers are asked for.

        Returns:
            A `Classification`; for a list a list of them; for an iterator a generator.

        Raises:
            TypeError: If `texts` is something else.
        """
        return answer_texts(texts, self._classify_window, check_text)

    def predict(self, texts):
        """Returns the labels of texts, a list of `str`."""
        return [answer.label for answer in self.classify(list(texts))]

    def evaluate(self, examples):
        """Returns the `accuracy`, the fraction of examples whose label is found.

        Args:
            examples: Path of a file of lines `label<TAB>text`, or an iterable of
                `(label, text)`.
        """
        labels, texts = zip(*read_examples(examples, "examples"), strict=True)
        hits = [a == b for a, b in zip(labels, self.predict(texts), strict=True)]
        return {"accuracy": sum(hits) / len(hits)}

    def golden_inputs(self):
        return GOLDEN

    def answer(self, inputs):
        return [answer._asdict() for answer in self.classify(inputs)]

    def _classify_window(self, texts):
        return run_batches([words_of(text) for text in texts], self._classify_words)

    def _classify_words(self, sentences):
        inputs = self.preprocessor.encode(sentences)
        return [self._named(row) for row in self.network.predict_on_batch(inputs)]

    def _named(self, probabilities):
        named = dict(zip(self.config.labels, probabilities.tolist(), strict=True))
        label = max(named, key=named.get)
        return Classification(label, named[label], named)
