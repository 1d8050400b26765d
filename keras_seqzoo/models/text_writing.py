"""How language models write: one continuation, many side by side, the best ones."""

import numpy as np

from keras_seqzoo.generation import (
    RowDraws,
    beam_search,
    chooser,
    generate_rows,
    generate_tokens,
    read_context,
    read_contexts,
    until,
)
from keras_seqzoo.generation.stop_rules import check_length, ended_by, stop_strings
from keras_seqzoo.text.vocabulary import PADDING, UNKNOWN

SIDE_BY_SIDE = 64


class Writing:
    """The part of a language model that writes.

    It needs `network`, `preprocessor`, `start` and `steps` of the model.
    """

    def generate(self, prompt="", length=200, stop=None, **options):
        """Writes a continuation of a prompt, or of each of several.

        Args:
            prompt: The text to go on from, `""` for the begin of a text; or a list of
                such, which are continued side by side. What the model does not know is
                read as the unknown token.
            length: Most tokens to write: characters, or words.
            stop: String or strings after which to end.
            **options: How to choose, as for `stream`.

        Returns:
            The continuation, without the prompt; for a list a list. A text of a list
            is the one that its number and the seed give, whatever stands beside it.

        Raises:
            ValueError: If an argument is out of its range.
        """
        if length is None:
            raise ValueError("`length` must be a number; `stream` writes without end.")
        if isinstance(prompt, (list, tuple)):
            return self.generate_list(prompt, length, stop, options)
        return "".join(self.stream(prompt, length, stop, **options))

    def stream(self, prompt="", length=None, stop=None, **options):
        """As `generate`, one token at a time as they are written.

        Args:
            prompt: The text to go on from.
            length: Most tokens to write, `None` for no end.
            stop: String or strings after which to end.
            **options: `temperature` (0.8), a number of at least 0: below 1 is safer,
                above 1 is wilder, 0 takes the most probable token each time; `seed`,
                the same one gives the same text; `top_k` draws from so many most
                probable tokens; `top_p` from the most probable ones of this
                probability mass; `typical` from the typical ones of this mass;
                `repetition_penalty`, at least 1, lowers tokens among the last 256;
                `allowed`, the tokens to choose from, such as `"abc"`; `unknown`
                (`False`), whether the unknown token may be written.

        Returns:
            Iterator of strings.

        Raises:
            ValueError: If an argument is out of its range.
        """
        choose, _ = self.choice(range(1), **options)
        ids = self.preprocessor.context(prompt)
        pieces = self.preprocessor.pieces(self.write(ids, choose), prompt)
        return until(pieces, length, stop)

    def write(self, ids, choose):
        """Yields tokens after a context until the end of the document, if any."""
        steps = self.steps()
        logits, states = read_context(self.network, steps, ids, self.start())
        for token in generate_tokens(steps, logits, states, choose, ids[1:]):
            if token == self.preprocessor.end_id:
                return
            yield token

    def generate_list(self, prompts, length, stop, options):
        check_length(length)
        strings = stop_strings(stop)
        seed = options.pop("seed", None)
        seed = np.random.SeedSequence().entropy if seed is None else seed
        texts = []
        for first in range(0, len(prompts), SIDE_BY_SIDE):
            some = prompts[first : first + SIDE_BY_SIDE]
            rows = range(first, first + len(some))
            choose, draws = self.choice(rows, seed=seed, **options)
            texts += self.write_rows(some, length, strings, choose, draws)
        return texts

    def write_rows(self, prompts, length, strings, choose, draws):
        """The continuations of some prompts, written side by side."""
        contexts = [self.preprocessor.context(prompt) for prompt in prompts]
        if length == 0:
            return [""] * len(prompts)
        steps = self.steps()
        logits, states = read_contexts(steps, contexts, self.start(len(prompts)))
        enders = [self.ender(prompt, length, strings) for prompt in prompts]
        written = generate_rows(
            steps,
            logits,
            states,
            choose,
            lambda row, token: enders[row](token),
            draws.keep,
            [ids[1:] for ids in contexts],
        )
        return [self.joined(*pair) for pair in zip(written, prompts, strict=True)]

    def ender(self, prompt, length, strings):
        """Returns a function that is told each token: is it the last one?"""
        stops = ended_by(length, strings)

        def ended(token):
            if token == self.preprocessor.end_id:
                return True
            return stops("".join(self.preprocessor.pieces([token], prompt or " ")))

        return ended

    def joined(self, tokens, prompt):
        kept = [token for token in tokens if token != self.preprocessor.end_id]
        return "".join(self.preprocessor.pieces(kept, prompt))

    def choice(
        self,
        rows,
        temperature=0.8,
        seed=None,
        top_k=None,
        top_p=None,
        typical=None,
        repetition_penalty=None,
        allowed=None,
        unknown=False,
    ):
        """Returns the `chooser` for some rows and its `RowDraws`."""
        draws = RowDraws(rows, seed)
        choose = chooser(
            temperature,
            top_k,
            top_p,
            typical,
            repetition_penalty,
            forbidden=self.forbidden(allowed, unknown),
            draws=draws,
        )
        return choose, draws

    def forbidden(self, allowed=None, unknown=False):
        """Ids never to be written: padding, the unknown token, all not allowed."""
        never = {PADDING} if unknown else {PADDING, UNKNOWN}
        if allowed is None:
            return sorted(never)
        known = {int(i) for i in self.preprocessor.vocabulary.encode(allowed)} - never
        if not known:
            raise ValueError(
                "`allowed` must hold something that the model knows. "
                f"Received: allowed={allowed!r}"
            )
        end = {self.preprocessor.end_id}
        return sorted(set(range(len(self.preprocessor.vocabulary))) - known - end)

    def beam_search(
        self, prompt="", length=50, width=5, length_penalty=1.0, allowed=None
    ):
        r"""Looks for the most probable continuations.

        Args:
            prompt: The text to go on from.
            length: Most tokens of a continuation.
            width: Number of continuations that are kept at each step.
            length_penalty: Exponent α of $\log p(y) / |y|^\alpha$, at least 0.
            allowed: Tokens to choose from, such as `"abc"`, or `None` for all.

        Returns:
            List of `(text, score)`, the best first.

        Raises:
            ValueError: If an argument is out of its range.
        """
        forbidden = self.forbidden(allowed)
        ids, steps = self.preprocessor.context(prompt), self.steps()
        logits, states = read_context(self.network, steps, ids, self.start())
        found = beam_search(
            steps,
            logits,
            states,
            length,
            width,
            length_penalty,
            self.preprocessor.end_id,
            forbidden,
        )
        return [(self.joined(beam.tokens, prompt), beam.score) for beam in found]
