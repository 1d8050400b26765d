"""Classification and rating of texts, for sentiment and anything else."""

from functools import cached_property

import keras
import numpy as np

from keras_seqzoo.models.registry import get_architecture
from keras_seqzoo.models.sentiment_bigrams import bigrams_of, give_evidence
from keras_seqzoo.models.sentiment_calibration import calibrate
from keras_seqzoo.models.sentiment_documents import LONG, Documents
from keras_seqzoo.models.sentiment_examples import (
    label_inventory,
    ratings_of,
    read_examples,
    sentences_of,
    words_of,
)
from keras_seqzoo.models.sentiment_explanations import Explainer, explain
from keras_seqzoo.models.sentiment_heads import Classification, head_of
from keras_seqzoo.models.sentiment_plan import ClassifierPlan, optimizer_for
from keras_seqzoo.models.sentiment_transfer import transferred
from keras_seqzoo.models.task import Task
from keras_seqzoo.models.word_batches import training_batches
from keras_seqzoo.models.word_checkpoint import checkpoint_folder
from keras_seqzoo.models.word_network import jit_compile
from keras_seqzoo.models.word_pretraining import pretrain
from keras_seqzoo.models.word_training import TrainingPlan, fit_network
from keras_seqzoo.models.word_vocabulary import word_table
from keras_seqzoo.text import Vocabulary
from keras_seqzoo.text.vocabulary import FIRST
from keras_seqzoo.text.vocabulary_files import CHARACTERS, WORDS
from keras_seqzoo.text.word_features import WordFeatures
from keras_seqzoo.text.word_streams import answer_texts, check_text, run_batches
from keras_seqzoo.training.data_parallel import replicas

__all__ = ["Classification", "SentimentClassifier"]

ARCHITECTURE = "sentiment_bilstm"
GOLDEN = [
    "A gorgeous, witty and deeply moving film.",
    "Tedious, clumsy and far too long.",
    "The camera is on.",
    "",
]


class SentimentClassifier(Task):
    """Gives each text one of a fixed set of labels, or a number.

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
        self.head = head_of(config)

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
            ValueError: If there are fewer than two labels, or a text has several.
        """
        examples = read_examples(train, "train")
        learned = {"labels": label_inventory(examples)}
        return cls._fresh(examples, vectors, min_count, seed, settings | learned)

    @classmethod
    def from_ratings(cls, train, vectors=None, min_count=2, seed=1, **settings):
        """Makes an untrained model of numbers, such as stars: regression.

        Args:
            train: As for `from_examples`; each label is a number.
            vectors, min_count, seed, **settings: As for `from_examples`.

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
        return cls._fresh(examples, vectors, min_count, seed, settings | learned)

    @classmethod
    def _fresh(cls, examples, vectors, min_count, seed, settings):
        keras.utils.set_random_seed(seed)
        words = sentences_of(examples, settings.get("max_words"))
        table = word_table(
            words, vectors, min_count, settings.pop("embedding_dim", 100)
        )
        architecture = get_architecture(ARCHITECTURE)
        config = architecture.config_class(
            vocabulary_size=len(table.vocabulary),
            embedding_dim=table.vectors.shape[1],
            num_trained_words=table.num_trained,
            **settings,
        )
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
            **settings: `pooling`, `input_dropout`, `dropout` or `max_words`, where they
                are to differ from those of this classifier.

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

    def pretrain(self, texts, out=None, callbacks=(), verbose=1, **plan):
        """Trains word vectors and the first encoder as a language model of texts.

        The forward direction learns to tell the next word, the backward one the word
        before. Call it before `fit`, whose `layer_decay` then keeps what was learned.

        Args:
            texts: Iterable of `str`, such as unlabelled texts and those to train on.
            out: Folder for a checkpoint, and at the end the weights; the same call goes
                on from there.
            callbacks: `keras.callbacks.Callback`s.
            verbose: 0 for silence, 1 for a progress bar, 2 for a line an epoch.
            **plan: Fields of `TrainingPlan`.

        Returns:
            A list with a dict for each epoch: `loss`, in nats a word.

        Raises:
            ValueError: If no text has two words that the model learns.

        References: Dai & Le (2015); Howard & Ruder (2018).
        """
        texts = [("", check_text(text, i)) for i, text in enumerate(texts)]
        return pretrain(
            self.network,
            self.preprocessor,
            sentences_of(texts, self.config.max_words),
            TrainingPlan(**plan),
            out,
            callbacks,
            verbose,
        )

    def fit(
        self,
        train,
        dev=None,
        out=None,
        callbacks=(),
        verbose=1,
        strategy=None,
        **plan,
    ):
        """Trains the classifier and keeps the weights that are best on `dev`.

        Args:
            train: Path of a file of lines `label<TAB>text`, or an iterable of
                `(label, text)`.
            dev: The same; its score decides when to stop and what to keep: accuracy,
                macro-F1 with balanced classes, or the squared error of ratings.
                Without it the last weights are kept.
            out: Folder for a checkpoint after each epoch, by which an interrupted
                training goes on when it is started again; it is removed at the end.
            callbacks: `keras.callbacks.Callback`s.
            verbose: 0 for silence, 1 for a progress bar, 2 for a line an epoch.
            strategy: `tf.distribute.Strategy` whose replicas share each batch, which
                then has `batch_size` examples for each of them; or `None`.
            **plan: Fields of `ClassifierPlan`.

        Returns:
            A list with a dict for each epoch: `loss` and, with `dev`, `score`.

        Raises:
            ValueError: If data or plan are not usable; the message says why.
        """
        plan = ClassifierPlan(**plan)
        examples = read_examples(train, "train")
        if self.config.labels:
            label_inventory(examples)
        targets = self.head.targets(examples, plan)
        held_out = None if dev is None else read_examples(dev, "dev")
        words = sentences_of(examples, self.config.max_words)
        bigrams = bigrams_of(self.network)
        for layer in bigrams:
            layer.set_weights([np.zeros_like(*layer.get_weights())])
        history = fit_network(
            self.network,
            self.head.loss(),
            training_batches(
                self.preprocessor,
                words,
                targets.__getitem__,
                plan,
                replicas(strategy),
            ),
            lambda: None if held_out is None else self._main_score(held_out, plan),
            plan,
            folder=checkpoint_folder(out),
            callbacks=callbacks,
            verbose=verbose,
            optimizer=optimizer_for(self.network, plan.layer_decay),
            strategy=strategy,
        )
        for layer in bigrams:
            give_evidence(self, layer, examples, held_out, plan.seed)
        return history

    def classify(self, texts):
        """Finds the label of texts.

        Args:
            texts: A `str`; a list of `str`; or an iterator of `str`, which is read as
                the answers are asked for.

        Returns:
            A `Classification`; for a list a list of them; for an iterator a generator.

        Raises:
            TypeError: If `texts` is something else.
            ValueError: If the model gives numbers, not labels.
        """
        self._check_labels(True, "rate")
        return answer_texts(texts, self._answers, check_text)

    def rate(self, texts):
        """Finds the numbers of texts, for a model made by `from_ratings`.

        Args:
            texts: As for `classify`.

        Returns:
            A `float`; for a list a list of them; for an iterator a generator.

        Raises:
            TypeError: If `texts` is something else.
            ValueError: If the model gives labels, not numbers.
        """
        self._check_labels(False, "classify")
        return answer_texts(texts, self._answers, check_text)

    def predict(self, texts):
        """Returns the labels of texts, a list of `str`; for ratings the numbers."""
        if not self.config.labels:
            return self.rate(list(texts))
        return [answer.label for answer in self.classify(list(texts))]

    def evaluate(self, examples):
        """Returns the scores of the answers to examples.

        Args:
            examples: Path of a file of lines `label<TAB>text`, or an iterable of
                `(label, text)`.

        Returns:
            `accuracy`, the fraction of examples whose label is found, and `macro_f1`,
            the mean F1 of the labels; for ratings `mean_squared_error`,
            `mean_absolute_error` and `correlation`.

        Raises:
            ValueError: If an example has a label that the model does not know.
        """
        examples = read_examples(examples, "examples")
        return self.head.scores(examples, self.outputs(text for _, text in examples))

    def outputs(self, texts):
        """Returns what the network says of texts, an array [n, L], one row a text."""
        return np.stack(list(answer_texts(iter(texts), self._rows, check_text)))

    def explain(self, text, method="gradient"):
        """Finds which words moved the answer to a text.

        Args:
            text: A `str`.
            method: `"gradient"` (gradient times input), `"occlusion"` (what the answer
                loses when the word is read as an unknown one) or `"attention"` (the
                weights of a pooling by attention).

        Returns:
            An `Explanation`: the answer, and the words with their places and scores.

        Raises:
            ValueError: If the method is unknown or the model has no attention.

        Example:

        >>> classifier = keras_seqzoo.SentimentClassifier.from_preset(
        ...     "sentiment_bilstm.mr"
        ... )
        >>> words = classifier.explain("A dull film.").words
        >>> max(words, key=lambda word: word.score).text
        'dull'

        References: Simonyan et al. (2014); Li, Monroe & Jurafsky (2016); Yang et al.
        (2016).
        """
        return explain(self, self._explainer, check_text(text, 0), method)

    def calibrate(self, dev):
        """Scales the probabilities so that they are as often right as they say.

        One temperature for all classes is chosen by the likelihood of held-out data
        and divided into the weights of the last layer; no label changes.

        Args:
            dev: As for `fit`; data that the weights were not trained on.

        Returns:
            The temperature; above 1 where the model was too sure.

        Raises:
            ValueError: If the model gives numbers, not labels.

        Reference: Guo et al. (2017), On calibration of modern neural networks.
        """
        self._check_labels(True, "rate")
        return calibrate(self, read_examples(dev, "dev"))

    def word_ids(self, examples):
        """Returns the ids of the words of `(label, text)`, an int array a text."""
        sentences = sentences_of(examples, self.config.max_words)
        return [self.preprocessor.words_of(words) for words in sentences]

    @cached_property
    def _explainer(self):
        return Explainer(self.network)

    def golden_inputs(self):
        return GOLDEN

    def answer(self, inputs):
        answers = answer_texts(list(inputs), self._answers, check_text)
        return [a._asdict() if isinstance(a, tuple) else a for a in answers]

    def _check_labels(self, wanted, verb):
        if bool(self.config.labels) != wanted:
            kind = "numbers, not labels" if wanted else "labels, not numbers"
            raise ValueError(f"This model gives {kind}. Use `{verb}`.")

    def _main_score(self, examples, plan):
        return self.head.main_score(self.evaluate(examples), plan)

    def _answers(self, texts):
        return [self.head.answer(row) for row in self._rows(texts)]

    def _rows(self, texts):
        limit = self.config.max_words
        return run_batches([words_of(text, limit) for text in texts], self._run)

    def _run(self, sentences):
        inputs = self.preprocessor.encode(sentences)
        if len(sentences[0]) > LONG:
            ids = inputs["words"][0, : len(sentences[0])]
            return [self._documents.outputs(ids)]
        return self.network.predict_on_batch(inputs)

    @cached_property
    def _documents(self):
        return Documents(self.network)
