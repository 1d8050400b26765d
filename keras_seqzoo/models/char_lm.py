"""Language models over characters: write, score, train."""

from functools import cached_property

import numpy as np

from keras_seqzoo.generation import (
    Session,
    chooser,
    generate_tokens,
    read_context,
    until,
)
from keras_seqzoo.models.char_lm_lstm import numpy_steps
from keras_seqzoo.models.char_lm_text import CharacterText, read_source
from keras_seqzoo.models.registry import get_architecture
from keras_seqzoo.models.task import Task
from keras_seqzoo.text.vocabulary import PADDING, UNKNOWN
from keras_seqzoo.text.vocabulary_files import CHARACTERS
from keras_seqzoo.training.evaluation import (
    evaluate_language_model,
    running_log_probabilities,
)
from keras_seqzoo.training.language_model import (
    LanguageModelSettings,
    LanguageModelTrainer,
)

FAST_STEPS = {"char_lm_lstm": numpy_steps}
GOLDEN_TEXTS = (
    "First Citizen:\nBefore we proceed any further, hear me speak.\n",
    "What light through yonder window breaks?",
    "0123 \u00e9\n",
)


class CharLM(Task):
    """A language model over characters.

    Args:
        architecture: Name of an architecture whose network maps `[tokens, *states]` to
            `[logits, *states]`.
        config: Its configuration.
        preprocessor: `CharacterText`.
        network: The `keras.Model`; by default one with fresh weights.

    Example:

    >>> lm = keras_seqzoo.CharLM.from_preset("char_lm_lstm.shakespeare")
    >>> print(lm.generate("JULIET:", length=300, seed=1))
    """

    preprocessor_class = CharacterText
    pipeline_tag = "text-generation"
    usage = (
        "import keras_seqzoo\n\n"
        'lm = keras_seqzoo.CharLM.from_preset("{name}")\n'
        'print(lm.generate("JULIET:\\n", length=300, temperature=0.8, seed=1))'
    )

    @classmethod
    def vocabulary_sizes(cls, config):
        return {CHARACTERS: config.vocabulary_size}

    @classmethod
    def from_text(cls, text, architecture="char_lm_lstm", **config):
        """Returns an untrained model for the characters of a text.

        Args:
            text: The text to be trained on.
            architecture: Name of the architecture.
            **config: Settings of its configuration, but for `vocabulary_size`, which
                is that of the text.
        """
        preprocessor = CharacterText.learn(text)
        size = len(preprocessor.vocabulary)
        if config.setdefault("vocabulary_size", size) != size:
            raise ValueError(
                f"`vocabulary_size` must be that of the text, {size}. "
                f"Received: vocabulary_size={config['vocabulary_size']!r}"
            )
        config = get_architecture(architecture).config_class(**config)
        return cls(architecture, config, preprocessor)

    @cached_property
    def session(self):
        """The compiled `Session` of the network."""
        return Session(self.network)

    def start(self, batch=1):
        """Returns the state before any character: a list of arrays [batch, n]."""
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

    def generate(self, prompt="", length=200, **options):
        """Writes a continuation of a prompt.

        Args:
            prompt: The text to go on from; `""` for the begin of a text.
            length: Most characters to write.
            **options: As for `stream`.

        Returns:
            The continuation, without the prompt.

        Raises:
            ValueError: If an argument is out of its range.
        """
        if length is None:
            raise ValueError("`length` must be a number; `stream` writes without end.")
        return "".join(self.stream(prompt, length, **options))

    def stream(
        self,
        prompt="",
        length=None,
        temperature=0.8,
        seed=None,
        top_k=None,
        top_p=None,
        typical=None,
        repetition_penalty=None,
        stop=None,
    ):
        """As `generate`, one character at a time as they are written.

        Args:
            prompt: The text to go on from; characters that the model does not know are
                read as the unknown character, which is never written.
            length: Most characters to write, `None` for no end.
            temperature: Number of at least 0: below 1 is safer, above 1 is wilder; 0
                takes the most probable character each time.
            seed: Seed of the draws; the same seed gives the same text.
            top_k: Draws from the `top_k` most probable characters.
            top_p: Draws from the most probable characters of this probability mass.
            typical: Draws from the typical characters of this probability mass.
            repetition_penalty: At least 1; lowers characters among the last 256.
            stop: String or strings after which to end.

        Returns:
            Iterator of characters.

        Raises:
            ValueError: If an argument is out of its range.
        """
        choose = chooser(
            temperature,
            top_k,
            top_p,
            typical,
            repetition_penalty,
            forbidden=(PADDING, UNKNOWN),
            seed=seed,
        )
        ids = self.preprocessor.context(prompt)
        return until(self.write(ids, choose), length, stop)

    def write(self, ids, choose):
        """Yields characters after a context until the end of the document, if any."""
        steps = self.steps()
        logits, states = read_context(self.network, steps, ids, self.start())
        for token in generate_tokens(steps, logits, states, choose, ids[1:]):
            if token == self.preprocessor.end_id:
                return
            yield self.preprocessor.decode([token])

    def steps(self):
        """The fastest object with `step` for one text on this network."""
        if self.architecture in FAST_STEPS:
            return FAST_STEPS[self.architecture](self.network, self.config)
        return self.session

    def score(self, text):
        """Returns the log-probability of each character of a text.

        Each is conditioned on the characters before it, the first on the start of a
        text. A character that the model does not know scores as the unknown character.

        Args:
            text: A string.

        Returns:
            float32 array [len(text)], in nats.
        """
        return running_log_probabilities(self.network, self.preprocessor.context(text))

    def evaluate(self, source, num_windows=1024, length=256, seed=0):
        """Scores the model on a text by both protocols.

        Args:
            source: The text, or the path of a file of it.
            num_windows: Number of random windows.
            length: Number of predicted characters in each.
            seed: Seed of the choice of windows.

        Returns:
            Dict of floats: `nats_per_char`, `nats_per_char_carried`, `bits_per_char`,
            `perplexity`, and `unknown_share`, the share of unknown characters.

        Raises:
            ValueError: If the text has not more than `length` characters.
        """
        ids = self.preprocessor.encode(read_source(source))
        scores = evaluate_language_model(self.network, ids, num_windows, length, seed)
        return {**scores, "unknown_share": float(np.mean(ids == UNKNOWN))}

    def fit(
        self,
        train_text,
        dev_text,
        out=None,
        checkpoint_minutes=5,
        callbacks=(),
        verbose=1,
        **settings,
    ):
        """Trains by truncated backpropagation through time on one running text.

        Adam with a linear warm-up and a cosine to zero; after the last epoch the
        weights of the epoch with the lowest loss on `dev_text` are put back. For the
        same model twice, call `keras.utils.set_random_seed` before it is made.

        Args:
            train_text: The text to train on.
            dev_text: The text by which the best epoch is chosen.
            out: Folder for the checkpoint; if it has one, the run goes on from there
                and gives what it would have given without the interruption.
            checkpoint_minutes: Time between checkpoints within an epoch.
            callbacks: `keras.callbacks.Callback`s.
            verbose: 0 for silence, 1 for a progress bar, 2 for a line an epoch.
            **settings: `epochs`, `batch_size` (parallel streams), `sequence_length`
                (mean number of steps of a window), `learning_rate`, `warmup_steps`,
                `weight_decay`, `clip_norm`, `reset_rate` (share of windows that start
                from the zero state), `unknown_rate` (share of inputs replaced by the
                unknown character), `dev_windows`, `dev_length`, `seed`.

        Returns:
            List of dicts, one an epoch: `loss`, `dev_loss`, `clipped_share`, ….

        Raises:
            ValueError: If a setting is out of its range, a text is too short or the
                checkpoint is of another run.
            KeyboardInterrupt: If interrupted; a checkpoint is written first.
        """
        return LanguageModelTrainer(
            self.network,
            self.preprocessor.encode(train_text),
            self.preprocessor.encode(dev_text),
            LanguageModelSettings(**settings),
            out,
            checkpoint_minutes,
            verbose,
            callbacks,
        ).train()

    def golden_inputs(self):
        return list(GOLDEN_TEXTS)

    def answer(self, inputs):
        """Returns the mean log-probability a character of each text."""
        return [float(np.mean(self.score(text))) for text in inputs]
