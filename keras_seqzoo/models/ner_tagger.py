"""Named entity recognition in any text."""

import dataclasses

import keras
import numpy as np

from keras_seqzoo.layers import CRFLoss
from keras_seqzoo.models.configuration import to_dict
from keras_seqzoo.models.ner_calibration import calibrate
from keras_seqzoo.models.ner_compact import compacted
from keras_seqzoo.models.ner_decoders import decoder_for
from keras_seqzoo.models.ner_examples import read_examples, tag_ids, tag_inventory
from keras_seqzoo.models.ner_words import check_table, start_vectors
from keras_seqzoo.models.registry import get_architecture
from keras_seqzoo.models.task import Task
from keras_seqzoo.models.word_batches import training_batches
from keras_seqzoo.models.word_checkpoint import checkpoint_folder, fingerprint
from keras_seqzoo.models.word_training import TrainingPlan, fit_network
from keras_seqzoo.models.word_vocabulary import character_vocabulary, word_table
from keras_seqzoo.progress import shown
from keras_seqzoo.runtime.shapes import vocabulary_sizes
from keras_seqzoo.runtime.spans import SpanFinder, iob2_tags
from keras_seqzoo.text import tag_schemes
from keras_seqzoo.text.word_features import WordFeatures, place, real_positions
from keras_seqzoo.training.data_parallel import replicas
from keras_seqzoo.training.reliability import reliability_of
from keras_seqzoo.training.span_errors import span_errors
from keras_seqzoo.training.span_f1 import span_scores

GOLDEN = [
    "Angela Merkel met Tim Cook of Apple in Berlin last week.",
    "RT @BBCNews: heavy snow in London, flights from Paris delayed \U0001f328",
    "Nothing to see here.",
    "",
]


class NERTagger(Task, SpanFinder):
    """Finds named entities in texts.

    Example:

    >>> tagger = keras_seqzoo.NERTagger.from_preset("ner_bilstm_crf.open")
    >>> [span[:2] for span in tagger.tag("Ada Lovelace lived in London.")]
    [('Ada Lovelace', 'PER'), ('London', 'LOC')]
    """

    preprocessor_class = WordFeatures
    pipeline_tag = "token-classification"
    usage = (
        "import keras_seqzoo\n\n"
        'tagger = keras_seqzoo.NERTagger.from_preset("{name}")\n'
        'tagger.tag("Ada Lovelace lived in London.")'
    )

    def __init__(self, architecture, config, preprocessor=None, network=None):
        super().__init__(architecture, config, preprocessor, network)
        self.decode = decoder_for(self)

    @classmethod
    def vocabulary_sizes(cls, config):
        return vocabulary_sizes(to_dict(config))

    @classmethod
    def from_examples(
        cls, train, vectors=None, min_count=2, seed=1, table="frozen", **settings
    ):
        """Makes an untrained tagger with the vocabulary and the tags of training data.

        Args:
            train: Path of a CoNLL file, or an iterable of `(words, IOB2 tags)`.
            vectors: `keras_seqzoo.text.WordVectors`, a name or folder for
                `load_vectors`, or `None` to learn all from `train`.
            min_count: How often a word must occur to get a vector of its own.
            seed: Seed of Keras's random numbers, which draw the first weights.
            table: How vectors are kept: `"frozen"`, as they are, beside trained
                corrections for the words of `train`; `"tuned"`, all of them trained;
                `"none"`, trained ones for the words of `train` alone.
            **settings: Settings of `NERBiLSTMCRFConfig`.

        Raises:
            ValueError: If an argument is not usable; the message says why.
        """
        check_table(table)
        keras.utils.set_random_seed(seed)
        examples = read_examples(train, "train")
        words = [example.words for example in examples]
        architecture = get_architecture("ner_bilstm_crf")
        config = architecture.config_class(vectors=table, **settings)
        found = word_table(words, vectors, min_count, config.embedding_dim)
        characters = character_vocabulary(words)
        config = dataclasses.replace(
            config,
            **found.sizes(),
            num_characters=len(characters),
            tags=tag_inventory(examples, config.scheme),
        )
        network = architecture.build(config)
        start_vectors(network, config, found.vectors)
        inputs = tuple(sorted(network.input, reverse=True))
        features = WordFeatures(found.vocabulary, characters, inputs=inputs)
        return cls("ner_bilstm_crf", config, features, network)

    def with_int8_vectors(self):
        """Returns a tagger whose fixed word vectors take a quarter of the memory.

        Each vector becomes 8-bit integers with a scale of its own; all other weights
        stay as they are.

        Raises:
            ValueError: If it has no fixed vectors, or they are int8 already.
        """
        return NERTagger(self.architecture, *compacted(self))

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
        """Trains the tagger and keeps the weights that are best on `dev`.

        Args:
            train: Path of a CoNLL file, or an iterable of `(words, IOB2 tags)`.
            dev: The same; its span F1 decides when to stop and what to keep. Without it
                the last weights are kept.
            out: Folder for a checkpoint after each epoch, by which an interrupted
                training goes on when it is started again; it is removed at the end.
            callbacks: `keras.callbacks.Callback`s.
            verbose: 0 for silence, 1 for a progress bar, 2 for a line an epoch.
            strategy: `tf.distribute.Strategy` whose replicas share each batch, which
                then has `batch_size` examples for each of them; or `None`.
            **plan: Fields of `TrainingPlan`.

        Returns:
            A list with a dict for each epoch: `loss` and, with `dev`, `score`.

        Raises:
            ValueError: If data or plan are not usable; the message says why.
        """
        plan = TrainingPlan(**plan)
        examples = read_examples(train, "train")
        held_out = None if dev is None else read_examples(dev, "dev")
        return fit_network(
            self.network,
            CRFLoss(),
            self._batches(examples, plan, replicas(strategy)),
            lambda: None if held_out is None else self.evaluate(held_out)["f1"],
            plan,
            folder=checkpoint_folder(out),
            callbacks=callbacks,
            verbose=verbose,
            strategy=strategy,
            identity=lambda: fingerprint(self.config, examples, held_out),
        )

    def calibrate(self, dev):
        """Scales the confidences so that they are as often right as they say.

        One temperature is chosen by the likelihood of held-out data and divided into
        the scores of the tags; no best path changes.

        Args:
            dev: As for `fit`; data that the weights were not trained on.

        Returns:
            The temperature; above 1 where the tagger was too sure.

        Reference: Guo et al. (2017), On calibration of modern neural networks.
        """
        plan = TrainingPlan(word_dropout=0.0)
        batches = self._batches(read_examples(dev, "dev"), plan)(0)
        return calibrate(self.network, batches)

    def _batches(self, examples, plan, num_replicas=1):
        """Function from the number of an epoch to its batches of inputs and tag ids."""
        words = [example.words for example in examples]
        tags = tag_ids(examples, self.config.tags, self.config.scheme)

        def targets(rows):
            real = real_positions([len(tags[row]) for row in rows])
            return place(np.concatenate([tags[row] for row in rows]), real)

        return training_batches(self.preprocessor, words, targets, plan, num_replicas)

    def evaluate(self, examples, verbose=0):
        """Returns span `f1`, `precision` and `recall` by the rules of conlleval.

        Args:
            examples: Path of a CoNLL file, or an iterable of `(words, IOB2 tags)`.
            verbose: 1 for a progress bar.
        """
        examples = read_examples(examples, "examples")
        words = [example.words for example in examples]
        spans = self.tag_words(shown(words, verbose))
        predicted = [iob2_tags(*pair) for pair in zip(spans, words, strict=True)]
        scores = span_scores([example.tags for example in examples], predicted)
        return {name: getattr(scores, name) for name in ("f1", "precision", "recall")}

    def report(self, examples, most=20):
        """Says what the tagger gets wrong and whether it is as sure as it is right.

        Args:
            examples: Path of a CoNLL file, or an iterable of `(words, IOB2 tags)`.
            most: Number of different errors to list.

        Returns:
            `{"scores", "confusion", "errors", "reliability"}`: a
            `keras_seqzoo.training.SpanScores`, what `span_errors` gives, and how often
            spans are right by their confidence. `keras_seqzoo.hub.pictures` draws them.
        """
        examples = read_examples(examples, "examples")
        words = [example.words for example in examples]
        true = [example.tags for example in examples]
        found = self.tag_words(words)
        predicted = [iob2_tags(*pair) for pair in zip(found, words, strict=True)]
        return {
            "scores": span_scores(true, predicted),
            **span_errors(words, true, predicted, most),
            "reliability": span_reliability(found, true),
        }

    def golden_inputs(self):
        return GOLDEN

    def answer(self, inputs):
        return [[span._asdict() for span in spans] for spans in self.tag(inputs)]


def span_reliability(found, true_tags):
    """How often found spans are right by their confidence."""
    true = [set(tag_schemes.spans(tags)) for tags in true_tags]
    sure = [span.confidence for spans in found for span in spans]
    right = [
        (span.label, span.start, span.end) in gold
        for spans, gold in zip(found, true, strict=True)
        for span in spans
    ]
    return reliability_of(sure, right)
