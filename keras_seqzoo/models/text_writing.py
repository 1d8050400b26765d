"""How language models write: one continuation, or many side by side."""

import numpy as np

from keras_seqzoo.generation import (
    generate_rows,
    generate_tokens,
    read_context,
    read_contexts,
    until,
)
from keras_seqzoo.generation.stop_rules import StopRule, stop_strings
from keras_seqzoo.models.pieces import GrowingText, pieces
from keras_seqzoo.models.token_choice import (
    check_options,
    check_prompt,
    check_prompts,
    choice,
)
from keras_seqzoo.number_checks import check_integer

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
            is the one that its number and the seed give, whatever stands beside it, but
            for rounding: beside others the logits differ in their last bits, which
            turns a draw in some hundred thousand.

        Raises:
            ValueError: If an argument is out of its range.
            TypeError: If a prompt is no string.
        """
        check_integer("length", length, low=0)
        if not isinstance(prompt, (list, tuple)):
            return "".join(self.stream(prompt, length, stop, **options))
        firsts = range(0, len(prompt), SIDE_BY_SIDE)
        batches = (prompt[first : first + SIDE_BY_SIDE] for first in firsts)
        written = self.generate_batches(batches, length, stop, **options)
        return [text for texts in written for text in texts]

    def generate_batches(self, batches, length=200, stop=None, seed=None, **options):
        """As `generate`, for lists of prompts as they come, of any number.

        Args:
            batches: Iterable of lists of prompts; those of a list are continued side
                by side.
            length: Most tokens to write.
            stop: String or strings after which to end.
            seed: Seed of the draws; a text is given by it and by its number among all.
            **options: How to choose, as for `stream`.

        Returns:
            Iterator of lists of continuations.

        Raises:
            ValueError: If an argument is out of its range.
            TypeError: If something in `batches` is no list of strings.
        """
        check_integer("length", length, low=0)
        check_options(options)
        strings = stop_strings(stop)
        choice(self.preprocessor, range(0), seed=seed, **options)
        seed = np.random.SeedSequence().entropy if seed is None else seed
        return self.batches_of_texts(batches, length, strings, seed, options)

    def batches_of_texts(self, batches, length, strings, seed, options):
        """Writes the lists of prompts one after the other; see `generate_batches`."""
        first = 0
        for prompts in batches:
            check_prompts(prompts)
            rows = range(first, first + len(prompts))
            choose, draws = choice(self.preprocessor, rows, seed=seed, **options)
            yield self.write_rows(prompts, length, strings, choose, draws)
            first = rows.stop

    def stream(self, prompt="", length=None, stop=None, number=0, **options):
        """As `generate`, one token at a time as they are written.

        Args:
            prompt: The text to go on from.
            length: Most tokens to write, `None` for no end.
            stop: String or strings after which to end.
            number: Number of the text among those of a seed: the one that `generate`
                writes at this place of a list.
            **options: `temperature` (0.8), a number of at least 0: below 1 is safer,
                above 1 is wilder, 0 takes the most probable token each time; `seed`,
                the same one gives the same text; `top_k` draws from so many most
                probable tokens; `top_p` from the most probable ones of this
                probability mass; `typical` from the typical ones of this mass;
                `repetition_penalty`, at least 1, lowers tokens among the last 256;
                `allowed`, the tokens to choose from, such as `"abc"` or, for words,
                `"the cat"`; `unknown` (`False`), whether the unknown token may be
                written.

        Returns:
            Iterator of strings.

        Raises:
            ValueError: If an argument is out of its range.
            TypeError: If the prompt is no string.
        """
        check_options(options)
        check_prompt(prompt)
        check_integer("number", number, low=0)
        rows = range(number, number + 1)
        choose, _ = choice(self.preprocessor, rows, **options)
        ids = self.preprocessor.context(prompt)
        written = pieces(self.preprocessor, self.write(ids, choose), prompt)
        return until(written, length, stop)

    def write(self, ids, choose):
        """Yields tokens after a context until the end of the document, if any."""
        steps = self.steps()
        logits, states = read_context(self.network, steps, ids, self.start())
        for token in generate_tokens(steps, logits, states, choose, ids[1:]):
            if token == self.preprocessor.end_id:
                return
            yield token

    def write_rows(self, prompts, length, strings, choose, draws):
        """The continuations of some prompts, written side by side."""
        contexts = [self.preprocessor.context(prompt) for prompt in prompts]
        if length == 0 or not contexts:
            return [""] * len(prompts)
        steps = self.steps()
        start = self.start(len(prompts))
        logits, states = read_contexts(self.network, steps, contexts, start)
        texts = [
            GrowingText(self.preprocessor, prompt, StopRule(length, strings))
            for prompt in prompts
        ]
        generate_rows(
            steps,
            logits,
            states,
            choose,
            lambda row, token: texts[row].add(token),
            draws.keep,
            [ids[1:] for ids in contexts],
        )
        return list(map(str, texts))
