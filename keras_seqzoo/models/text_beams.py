"""How language models look for their most probable continuations."""

from keras_seqzoo.generation import beam_search, read_context
from keras_seqzoo.generation.stop_rules import cut, stop_strings
from keras_seqzoo.models.pieces import joined
from keras_seqzoo.models.token_choice import check_prompt, forbidden_ids


class BeamSearch:
    """The part of a language model that searches.

    It needs `network`, `preprocessor`, `start` and `steps` of the model.
    """

    def beam_search(
        self,
        prompt="",
        length=50,
        width=5,
        length_penalty=1.0,
        allowed=None,
        stop=None,
    ):
        r"""Looks for the most probable continuations.

        Args:
            prompt: The text to go on from.
            length: Most tokens of a continuation.
            width: Number of continuations that are kept at each step.
            length_penalty: Exponent α of $\log p(y) / |y|^\alpha$, in [0, 10].
            allowed: The tokens to choose from, as for `stream`.
            stop: String or strings after which a continuation ends.

        Returns:
            List of `(text, score)`, the best first.

        Raises:
            ValueError: If an argument is out of its range.
        """
        strings = stop_strings(stop)
        forbidden = forbidden_ids(self.preprocessor, allowed)
        check_prompt(prompt)
        ids, steps = self.preprocessor.context(prompt), self.steps()
        logits, states = read_context(self.network, steps, ids, self.start())

        def text(tokens):
            return joined(self.preprocessor, tokens, prompt)

        found = beam_search(
            steps,
            logits,
            states,
            length,
            width,
            length_penalty,
            self.preprocessor.end_id,
            forbidden,
            lambda tokens: cut(text(tokens), strings)[1],
        )
        return [(cut(text(beam.tokens), strings)[0], beam.score) for beam in found]
