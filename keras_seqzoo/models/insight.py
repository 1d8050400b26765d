"""What a language model expects of a text, and what its units do over it."""

import numpy as np

from keras_seqzoo.insight import ColouredText
from keras_seqzoo.number_checks import check_integer
from keras_seqzoo.training.evaluation import running_log_probabilities


class Insight:
    """The part of a language model that looks at a given text.

    It needs `network`, `preprocessor`, `start` and `steps` of the model.
    """

    def score(self, text):
        """Returns the log-probability of each token of a text.

        Each is conditioned on those before it, the first on the start of a text. What
        the model does not know scores as the unknown token.

        Args:
            text: A string.

        Returns:
            float32 array, one number a token, in nats.

        Raises:
            TypeError: If `text` is no string.
            ValueError: If the model has broken weights.
        """
        ids = self.preprocessor.context(text)
        scores = running_log_probabilities(self.network, ids)
        if np.isnan(scores).any():
            raise ValueError(
                "The scores are not numbers: the model has broken weights."
            )
        return scores

    def surprise(self, text):
        """Shows how little the model expected each token of a text.

        Args:
            text: A string.

        Returns:
            A `keras_seqzoo.insight.ColouredText` of bits: print it with `rich`, or see
            its `html`.
        """
        bits = -self.score(text) / np.log(2)
        return ColouredText.of(self.token_strings(text), bits, unit="bits")

    def activation(self, text, state, unit):
        """Shows one unit of the network over a text.

        Args:
            text: A string.
            state: Name of a state, such as `"c_1"`; see `state_names`.
            unit: Number of the unit in it.

        Returns:
            A `keras_seqzoo.insight.ColouredText` of the unit's values after each token.

        Raises:
            ValueError: If there is no such state or unit.
        """
        place, width = self.find_state(state)
        check_integer("unit", unit, low=0, high=width - 1)
        steps, values = self.steps(), []
        ids = self.preprocessor.context(text)
        _, states = steps.step(ids[:1], self.start())
        for token in ids[1:]:
            _, states = steps.step(np.array([token]), states)
            values.append(float(states[place][0, unit]))
        return ColouredText.of(self.token_strings(text), values, signed=True)

    def state_names(self):
        """Names of the states of the network, in the order of `start`."""
        return [tensor.name for tensor in self.network.inputs[1:]]

    def find_state(self, state):
        names = self.state_names()
        if state not in names:
            raise ValueError(
                f"`state` must be one of {', '.join(names)}. Received: state={state!r}"
            )
        place = names.index(state)
        return place, self.network.inputs[1 + place].shape[-1]

    def token_strings(self, text):
        """The tokens of a text as they are shown, one for each of `score`."""
        return self.preprocessor.strings(text)
