"""What language models over characters and over words share."""

import os
from functools import cached_property

import numpy as np

from keras_seqzoo.data import read_plain
from keras_seqzoo.generation import (
    RowDraws,
    Session,
    beam_search,
    chooser,
    generate_rows,
    generate_tokens,
    read_context,
    read_contexts,
    until,
)
from keras_seqzoo.generation.stop_rules import check_length, ended_by, stop_strings
from keras_seqzoo.insight import ColouredText
from keras_seqzoo.models.fast_steps import fast_steps
from keras_seqzoo.models.sample_printer import SamplePrinter
from keras_seqzoo.models.task import Task
from keras_seqzoo.text.vocabulary import PADDING, UNKNOWN
from keras_seqzoo.training.dynamic_evaluation import dynamic_loss
from keras_seqzoo.training.evaluation import running_log_probabilities
from keras_seqzoo.training.language_model import (
    LanguageModelSettings,
    LanguageModelTrainer,
)

SIDE_BY_SIDE = 64


class LanguageModel(Task):
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
            ValueError: If a token is no id of the preprocessor.
        """
        return self.session.step(tokens, states)

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

    def steps(self):
        """The fastest object with `step` on this network."""
        return fast_steps(self.architecture, self.network, self.config) or self.session

    def score(self, text):
        """Returns the log-probability of each token of a text.

        Each is conditioned on those before it, the first on the start of a text. What
        the model does not know scores as the unknown token.

        Args:
            text: A string.

        Returns:
            float32 array, one number a token, in nats.
        """
        return running_log_probabilities(self.network, self.preprocessor.context(text))

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
        if not isinstance(unit, (int, np.integer)) or not 0 <= unit < width:
            raise ValueError(
                f"`unit` must be an integer in [0, {width}). Received: unit={unit!r}"
            )
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
        return list(self.preprocessor.pieces(self.preprocessor.encode(text), ""))

    def fit(
        self,
        train_text,
        dev_text,
        out=None,
        checkpoint_minutes=5,
        callbacks=(),
        verbose=1,
        sample_length=0,
        **settings,
    ):
        """Trains by truncated backpropagation through time on one running text.

        Adam with a linear warm-up and a cosine to zero; after the last epoch the
        weights of the epoch with the lowest loss on `dev_text` are put back. For the
        same model twice, call `keras.utils.set_random_seed` before it is made.

        Args:
            train_text: The text to train on, or the list of documents.
            dev_text: The text by which the best epoch is chosen.
            out: Folder for the checkpoint; if it has one, the run goes on from there
                and gives what it would have given without the interruption.
            checkpoint_minutes: Time between checkpoints within an epoch.
            callbacks: `keras.callbacks.Callback`s.
            verbose: 0 for silence, 1 for a progress bar, 2 for a line an epoch.
            sample_length: Number of tokens to write and print after each epoch.
            **settings: `epochs`, `batch_size` (parallel streams), `sequence_length`
                (mean number of steps of a window), `learning_rate`, `warmup_steps`,
                `weight_decay`, `clip_norm`, `clip_value` (bound on each entry of the
                gradient), `reset_rate` (share of windows that start from the zero
                state), `unknown_rate` (share of inputs replaced by the unknown token),
                `dev_windows`, `dev_length`, `seed`.

        Returns:
            List of dicts, one an epoch: `loss`, `dev_loss`, `clipped_share`, ….

        Raises:
            ValueError: If a setting is out of its range, a text is too short or the
                checkpoint is of another run.
            KeyboardInterrupt: If interrupted; a checkpoint is written first.
        """
        check_length(sample_length)
        samples = [SamplePrinter(self, sample_length)] if sample_length else []
        return LanguageModelTrainer(
            self.network,
            self.ids_of(train_text),
            self.ids_of(dev_text),
            LanguageModelSettings(**settings),
            out,
            checkpoint_minutes,
            verbose,
            [*callbacks, *samples],
        ).train()

    def evaluate_dynamically(self, source, learning_rate=0.05, segment_length=20):
        """Scores a text while learning from it: dynamic evaluation.

        One pass with the state carried; after each segment the weights take a step of
        gradient descent on it. At the end they are put back.

        Args:
            source: As for `evaluate`.
            learning_rate: Of the gradient descent.
            segment_length: Number of tokens of a segment.

        Returns:
            Nats a token, a float.

        Raises:
            ValueError: If a setting is out of its range.
            RuntimeError: If Keras does not run on TensorFlow.
        """
        ids = self.ids_of(read_source(source))
        return dynamic_loss(self.network, ids, learning_rate, segment_length)

    def ids_of(self, source):
        """The ids of a text, or of documents with their ends."""
        if isinstance(source, (list, tuple)):
            return self.preprocessor.encode_documents(source)
        return self.preprocessor.encode(source)

    def answer(self, inputs):
        """Returns the mean log-probability a token of each text."""
        return [float(np.mean(self.score(text))) for text in inputs]


def read_source(source):
    """Returns a text or documents, read from a file if `source` is a path of one."""
    if isinstance(source, (list, tuple)):
        return source
    is_path = isinstance(source, os.PathLike) or os.path.isfile(source)
    return read_plain(source) if is_path else source
