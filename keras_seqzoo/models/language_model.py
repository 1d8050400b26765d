"""What language models over characters and over words share."""

import dataclasses
from functools import cached_property

import numpy as np

from keras_seqzoo.configuration import chosen
from keras_seqzoo.generation import Session
from keras_seqzoo.models.fast_steps import fast_steps, has_fast_steps
from keras_seqzoo.models.insight import Insight
from keras_seqzoo.models.numpy_twin import NumpyTwin
from keras_seqzoo.models.registry import get_architecture
from keras_seqzoo.models.task import Task
from keras_seqzoo.models.text_beams import BeamSearch
from keras_seqzoo.models.text_learning import Learning
from keras_seqzoo.models.text_writing import Writing
from keras_seqzoo.text.vocabulary import END


class LanguageModel(Learning, Writing, BeamSearch, Insight, Task):
    """A language model: writes, scores and learns texts of tokens.

    A subclass sets `preprocessor_class`, whose objects turn texts into ids of tokens,
    characters or words, and defines `evaluate`.

    Args:
        architecture: Name of an architecture whose network maps `[tokens, *states]` to
            `[logits, *states]`.
        config: Its configuration.
        preprocessor: Object of `preprocessor_class`.
        network: The `keras.Model`; by default one with fresh weights.
    """

    pipeline_tag = "text-generation"

    @classmethod
    def for_vocabulary(cls, preprocessor, architecture, settings):
        """Returns an untrained model for what a preprocessor knows.

        Raises:
            ValueError: If a setting is unknown or out of its range, or
                `vocabulary_size` another.
        """
        size = len(preprocessor.vocabulary)
        if set(preprocessor.vocabulary.items) <= {END}:
            raise ValueError("The text must hold something to learn. Received: nothing")
        if (asked := settings.pop("vocabulary_size", size)) != size:
            raise ValueError(
                f"`vocabulary_size` must be that of the text, {size}. "
                f"Received: vocabulary_size={asked!r}"
            )
        config = chosen(get_architecture(architecture).config_class, settings)
        config = dataclasses.replace(config, vocabulary_size=size)
        return cls(architecture, config, preprocessor)

    @cached_property
    def session(self):
        """The compiled `Session` of the network."""
        return Session(self.network)

    def start(self, batch=1):
        """Returns the state before any token: a list of arrays [batch, n]."""
        return self.session.start(batch)

    def step(self, tokens, states):
        """Feeds one token to each row.

        Args:
            tokens: Integer array [B] of ids of the preprocessor.
            states: What `start` or `step` returned; it is left as it is.

        Returns:
            `(logits [B, V] of the next token, new states)`.

        Raises:
            ValueError: If a token is no id of the preprocessor, or there is not one
                for each row of the states.
        """
        return self.session.step(tokens, states)

    def steps(self):
        """The fastest object with `step` on this network.

        It does not check its arguments, as `step` of the model does.
        """
        fast = has_fast_steps(self.architecture)
        return self.twin.present() if fast else self.session

    @cached_property
    def twin(self):
        """The steps of the network in NumPy, which follow its weights."""
        return NumpyTwin(
            self.network,
            lambda: fast_steps(self.architecture, self.network, self.config),
        )

    def answer(self, inputs):
        """Returns the mean log-probability a token of each text."""
        return [float(np.mean(self.score(text))) for text in inputs]
