"""Named entity recognition in any text."""

from pathlib import Path
from typing import NamedTuple

import keras
import numpy as np

from keras_seqzoo.layers import CRFLoss
from keras_seqzoo.models.ner_decoder import EntityDecoder
from keras_seqzoo.models.ner_examples import (
    MAX_WORDS,
    cut,
    read_examples,
    tag_ids,
    tag_inventory,
)
from keras_seqzoo.models.registry import get_architecture
from keras_seqzoo.models.task import Task
from keras_seqzoo.models.vocabulary_files import CHARACTERS, WORDS
from keras_seqzoo.models.word_batches import training_batches
from keras_seqzoo.models.word_features import WordFeatures, place, real_positions
from keras_seqzoo.models.word_streams import (
    answer_texts,
    answer_windows,
    check_text,
    check_words,
    run_batches,
)
from keras_seqzoo.models.word_training import TrainingPlan, fit_network
from keras_seqzoo.models.word_vocabulary import character_vocabulary, word_table
from keras_seqzoo.text import sentences, tag_schemes, tokenize
from keras_seqzoo.training.data_parallel import replicas
from keras_seqzoo.training.span_f1 import span_scores

GOLDEN = [
    "Angela Merkel met Tim Cook of Apple in Berlin last week.",
    "RT @BBCNews: heavy snow in London, flights from Paris delayed \U0001f328",
    "Nothing to see here.",
    "",
]


class Span(NamedTuple):
    """A named entity: `text == source[start:end]`.

    `confidence` is the probability, by the model, that exactly these words are an
    entity with this label: the share of all ways to tag the sentence that hold it.
    """

    text: str
    label: str
    start: int
    end: int
    confidence: float


class NERTagger(Task):
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
        self.decode = EntityDecoder(self.network, self.preprocessor, self.config.tags)

    @classmethod
    def vocabulary_sizes(cls, config):
        return {WORDS: config.vocabulary_size, CHARACTERS: config.num_characters}

    @classmethod
    def from_examples(cls, train, vectors=None, min_count=2, seed=1, **settings):
        """Makes an untrained tagger with the vocabulary and the tags of training data.

        Args:
            train: Path of a CoNLL file, or an iterable of `(words, IOB2 tags)`.
            vectors: `keras_seqzoo.text.WordVectors`, a name or folder for
                `load_vectors`, or `None` to learn all from `train`.
            min_count: How often a word must occur to get a vector of its own.
            seed: Seed of Keras's random numbers, which draw the first weights.
            **settings: Settings of `NERBiLSTMCRFConfig`.
        """
        keras.utils.set_random_seed(seed)
        examples = read_examples(train, "train")
        words = [example.words for example in examples]
        table = word_table(
            words, vectors, min_count, settings.pop("embedding_dim", 100)
        )
        characters = character_vocabulary(words)
        architecture = get_architecture("ner_bilstm_crf")
        config = architecture.config_class(
            vocabulary_size=len(table.vocabulary),
            embedding_dim=table.vectors.shape[1],
            num_trained_words=table.num_trained,
            num_characters=len(characters),
            tags=tag_inventory(examples),
            **settings,
        )
        network = architecture.build(config)
        network.get_layer("vectors").set_weights([table.vectors])
        inputs = tuple(sorted(network.input, reverse=True))
        features = WordFeatures(table.vocabulary, characters, inputs=inputs)
        return cls("ner_bilstm_crf", config, features, network)

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
        words = [example.words for example in examples]
        tags = tag_ids(examples, self.config.tags)

        def targets(rows):
            real = real_positions([len(tags[row]) for row in rows])
            return place(np.concatenate([tags[row] for row in rows]), real)

        return fit_network(
            self.network,
            CRFLoss(),
            training_batches(
                self.preprocessor, words, targets, plan, replicas(strategy)
            ),
            lambda: None if held_out is None else self.evaluate(held_out)["f1"],
            plan,
            folder=None if out is None else Path(out) / "checkpoint",
            callbacks=callbacks,
            verbose=verbose,
            strategy=strategy,
        )

    def tag(self, texts):
        """Finds the entities of texts.

        Args:
            texts: A `str`; a list of `str`; or an iterator of `str`, which is read as
                the answers are asked for.

        Returns:
            A list of `Span` in order; for a list a list of such lists; for an iterator
            a generator of them.

        Raises:
            TypeError: If `texts` is something else.
        """
        return answer_texts(texts, self._tag_texts, check_text)

    def tag_words(self, sentences):
        """Finds the entities of tokenised sentences.

        Args:
            sentences: Iterable of lists of words.

        Returns:
            A list with a list of `Span` for each sentence; `start` and `end` count
            words, and `text` is the words joined by spaces.
        """
        return list(answer_windows(sentences, self._tag_sentences, check_words))

    def predict(self, sentences):
        """Returns the IOB2 tags of tokenised sentences, a list of lists of `str`."""
        sentences = list(sentences)
        spans = self.tag_words(sentences)
        return [
            tag_schemes.tags_from_spans(
                [(span.label, span.start, span.end) for span in found],
                len(words),
                "iob2",
            )
            for words, found in zip(sentences, spans, strict=True)
        ]

    def evaluate(self, examples):
        """Returns span `f1`, `precision` and `recall` by the rules of conlleval.

        Args:
            examples: Path of a CoNLL file, or an iterable of `(words, IOB2 tags)`.
        """
        examples = read_examples(examples, "examples")
        predicted = self.predict([example.words for example in examples])
        scores = span_scores([example.tags for example in examples], predicted)
        return {name: getattr(scores, name) for name in ("f1", "precision", "recall")}

    def golden_inputs(self):
        return GOLDEN

    def answer(self, inputs):
        return [[span._asdict() for span in spans] for spans in self.tag(inputs)]

    def _tag_texts(self, texts):
        tokens = [tokenize(text) for text in texts]
        cuts = [sentences(t, x, MAX_WORDS) for t, x in zip(tokens, texts, strict=True)]
        found = self._entities([[t.text for t in row] for row in tokens], cuts)
        return [
            [text_span(text, row, *entity) for entity in entities]
            for text, row, entities in zip(texts, tokens, found, strict=True)
        ]

    def _tag_sentences(self, sentences):
        found = self._entities(sentences, [cut(len(words)) for words in sentences])
        return [
            [word_span(words, *entity) for entity in entities]
            for words, entities in zip(sentences, found, strict=True)
        ]

    def _entities(self, words, cuts):
        """Entities `(label, first, last, confidence)` of rows of words, read in parts.

        `cuts` are the `(first, last)` ranges of the parts of each row; the entities
        count words from the start of the row.
        """
        parts = [(row, *part) for row, ranges in enumerate(cuts) for part in ranges]
        found = run_batches([words[row][a:b] for row, a, b in parts], self.decode)
        entities = [[] for _ in words]
        for (row, offset, _), spans in zip(parts, found, strict=True):
            entities[row] += [
                (label, offset + first, offset + last, confidence)
                for label, first, last, confidence in spans
            ]
        return entities


def text_span(text, tokens, label, first, last, confidence):
    start, end = tokens[first].start, tokens[last - 1].end
    return Span(text[start:end], label, start, end, confidence)


def word_span(words, label, first, last, confidence):
    return Span(" ".join(words[first:last]), label, first, last, confidence)
