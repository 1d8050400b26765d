"""Taggers that are not trained yet."""

import dataclasses

import keras

from keras_seqzoo.configuration import chosen
from keras_seqzoo.models.ner_examples import read_examples, tag_inventory
from keras_seqzoo.models.ner_words import check_table, start_vectors
from keras_seqzoo.models.registry import get_architecture
from keras_seqzoo.models.task import Task
from keras_seqzoo.models.word_vocabulary import character_vocabulary, word_table
from keras_seqzoo.text.word_features import WordFeatures

ARCHITECTURE = "ner_bilstm_crf"


class Making(Task):
    """How a `NERTagger` is made."""

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
        architecture = get_architecture(ARCHITECTURE)
        config = chosen(architecture.config_class, {"vectors": table, **settings})
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
        return cls(ARCHITECTURE, config, features, network)
