"""How language models learn: by training, and while they are evaluated."""

from keras_seqzoo.configuration import chosen
from keras_seqzoo.models.sample_printer import SamplePrinter
from keras_seqzoo.models.text_source import read_source
from keras_seqzoo.models.word_checkpoint import fingerprint
from keras_seqzoo.number_checks import check_integer, check_number
from keras_seqzoo.training.callbacks import check_callbacks
from keras_seqzoo.training.dynamic_evaluation import dynamic_loss
from keras_seqzoo.training.language_model import LanguageModelTrainer
from keras_seqzoo.training.language_model_settings import LanguageModelSettings


class Learning:
    """The part of a language model that learns texts.

    It needs `architecture`, `config`, `network` and `preprocessor` of the model.
    """

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

        It runs on TensorFlow; the learning rate has a linear warm-up and then half a
        cosine. After the last epoch the weights of the epoch with the lowest loss on
        `dev_text` are put back. For the same model twice, call
        `keras.utils.set_random_seed` before it is made.

        Args:
            train_text: The text to train on, the path of a file of it, or the list of
                documents.
            dev_text: As `train_text`, to choose the best epoch by.
            out: Folder for the checkpoint; if it has one, the run goes on from there
                and gives what it would have given without the interruption. Only what
                a callback remembers, such as the patience of `EarlyStopping`, begins
                anew.
            checkpoint_minutes: Time between checkpoints within an epoch.
            callbacks: `keras.callbacks.Callback`s.
            verbose: 0 for silence, 1 for a progress bar, 2 for a line an epoch.
            sample_length: Number of tokens to write and print after each epoch.
            **settings: `epochs`, `batch_size` (parallel streams), `sequence_length`
                (mean number of steps of a window), `optimizer` ("adam" or "sgd"),
                `learning_rate`, `final_rate` (share of it that is left at the end),
                `warmup_steps`, `weight_decay`, `averaging` (momentum of a moving
                average of the weights, which is then what is evaluated and kept: for
                trainings of many more than 1 / (1 - averaging) steps; 0 for none),
                `clip_norm`, `clip_value` (bound on each entry of the gradient),
                `reset_rate` (share of windows that start from the zero state),
                `unknown_rate` (share of inputs replaced by the unknown token),
                `dev_windows`, `dev_length`, `seed`.

        Returns:
            List of dicts, one an epoch: `loss`, `dev_loss`, `clipped_share`, ….

        Raises:
            ValueError: If a setting is unknown or out of its range, a text is too
                short, the checkpoint is of another run or a loss is not finite.
            TypeError: If a text or a callback is of another type.
            RuntimeError: If Keras does not run on TensorFlow.
            KeyboardInterrupt: If interrupted; a checkpoint is written first.
        """
        check_number("checkpoint_minutes", checkpoint_minutes, low=0)
        check_integer("sample_length", sample_length, low=0)
        check_callbacks(callbacks)
        samples = [SamplePrinter(self, sample_length)] if sample_length else []
        return LanguageModelTrainer(
            self.network,
            self.ids_of(read_source(train_text)),
            self.ids_of(read_source(dev_text)),
            chosen(LanguageModelSettings, settings),
            out,
            checkpoint_minutes,
            verbose,
            [*callbacks, *samples],
            self.identity(),
        ).train()

    def identity(self):
        """What tells the model from those of other sizes, words or precision."""
        items = self.preprocessor.vocabulary.items
        policies = [layer.dtype_policy.name for layer in self.network.layers]
        return fingerprint(self.config, self.architecture, items, policies)

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
            ValueError: If a setting is out of its range or the text is too short.
            RuntimeError: If Keras does not run on TensorFlow.
        """
        ids = self.ids_of(read_source(source))
        return dynamic_loss(self.network, ids, learning_rate, segment_length)

    def ids_of(self, source):
        """The ids of a text, or of documents with their ends."""
        if isinstance(source, (list, tuple)):
            return self.preprocessor.encode_documents(source)
        return self.preprocessor.encode(source)
