"""Classification and rating of texts, for sentiment and anything else."""

from functools import cached_property

from keras_seqzoo.models.sentiment_calibration import calibrate
from keras_seqzoo.models.sentiment_examples import read_examples
from keras_seqzoo.models.sentiment_explanations import Explainer, explain
from keras_seqzoo.models.sentiment_heads import head_of
from keras_seqzoo.models.sentiment_learning import Learning
from keras_seqzoo.models.sentiment_making import Making
from keras_seqzoo.models.sentiment_networks import runner_for
from keras_seqzoo.models.word_network import jit_compile
from keras_seqzoo.runtime.answers import Classification, TextAnswers
from keras_seqzoo.text.vocabulary import FIRST
from keras_seqzoo.text.vocabulary_files import CHARACTERS, WORDS
from keras_seqzoo.text.word_features import WordFeatures

__all__ = ["Classification", "SentimentClassifier"]

GOLDEN = [
    "A gorgeous, witty and deeply moving film.",
    "Tedious, clumsy and far too long.",
    "The camera is on.",
    "",
]


class SentimentClassifier(TextAnswers, Making, Learning):
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
        self.run = runner_for(self)

    @classmethod
    def vocabulary_sizes(cls, config):
        return {WORDS: config.vocabulary_size, CHARACTERS: FIRST}

    @property
    def labels(self):
        return self.config.labels

    @property
    def max_words(self):
        return self.config.max_words

    def evaluate(self, examples, verbose=0):
        """Returns the scores of the answers to examples.

        Args:
            examples: Path of a file of lines `label<TAB>text`, or an iterable of
                `(label, text)`.
            verbose: 1 for a progress bar.

        Returns:
            `accuracy`, the fraction of examples whose label is found, and `macro_f1`,
            the mean F1 of the labels; for ratings `mean_squared_error`,
            `mean_absolute_error` and `correlation`.

        Raises:
            ValueError: If an example has a label that the model does not know.

        Example:

        >>> classifier = keras_seqzoo.SentimentClassifier.from_preset(
        ...     "sentiment_bilstm.mr"
        ... )
        >>> classifier.evaluate([("positive", "A joy."), ("negative", "A bore.")])
        {'accuracy': 1.0, 'macro_f1': 1.0}
        """
        examples = read_examples(examples, "examples")
        self.head.check(examples)
        outputs = self.outputs([text for _, text in examples], verbose)
        return self.head.scores(examples, outputs)

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
            ValueError: If the method is unknown, the model has no attention or the text
                more than 8,192 words.

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
        if not isinstance(text, str):
            raise TypeError(f"`text` must be a str. Received: {type(text).__name__}")
        return explain(self, self._explainer, text, method)

    def calibrate(self, dev, verbose=0):
        """Scales the probabilities so that they are as often right as they say.

        One temperature for all classes is chosen by the likelihood of held-out data
        and divided into the weights of the last layer; no label changes.

        Args:
            dev: As for `fit`; data that the weights were not trained on.
            verbose: 1 for a progress bar.

        Returns:
            The temperature; above 1 where the model was too sure.

        Raises:
            ValueError: If the model gives numbers, not labels, or if all answers are
                right, or all wrong, and no temperature fits.

        Reference: Guo et al. (2017), On calibration of modern neural networks.
        """
        self._check_labels(True, "rate")
        return calibrate(self, read_examples(dev, "dev"), verbose)

    @cached_property
    def _explainer(self):
        return Explainer(self.network)

    def golden_inputs(self):
        return GOLDEN

    def answer(self, inputs):
        answers = self._answers(list(inputs))
        return [a._asdict() if isinstance(a, tuple) else a for a in answers]
