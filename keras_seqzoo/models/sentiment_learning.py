"""How a classifier learns: from texts without labels, then from examples."""

from collections.abc import Iterable

from keras_seqzoo.configuration import chosen
from keras_seqzoo.models.sentiment_bigrams import encoder_alone, give_evidence
from keras_seqzoo.models.sentiment_examples import (
    label_inventory,
    read_examples,
    sentences_of,
)
from keras_seqzoo.models.sentiment_plan import ClassifierPlan, optimizer_for
from keras_seqzoo.models.task import Task
from keras_seqzoo.models.training_plan import TrainingPlan
from keras_seqzoo.models.word_batches import training_batches
from keras_seqzoo.models.word_checkpoint import checkpoint_folder, fingerprint
from keras_seqzoo.models.word_pretraining import pretrain
from keras_seqzoo.models.word_training import fit_network
from keras_seqzoo.text.word_streams import check_text
from keras_seqzoo.training.data_parallel import replicas


class Learning(Task):
    """How a `SentimentClassifier` is trained."""

    def pretrain(self, texts, out=None, callbacks=(), verbose=1, **plan):
        """Trains word vectors and the first encoder as a language model of texts.

        The forward direction learns to tell the next word, the backward one the word
        before. Call it before `fit`, whose `layer_decay` then keeps what was learned.

        Args:
            texts: Iterable of `str`, such as unlabelled texts and those to train on.
            out: Folder of its own for a checkpoint and at the end the weights; the
                same call goes on from there.
            callbacks: `keras.callbacks.Callback`s.
            verbose: 0 for silence, 1 for a progress bar, 2 for a line an epoch.
            **plan: Fields of `TrainingPlan`.

        Returns:
            A list with a dict for each epoch: `loss`, in nats a word.

        Raises:
            TypeError: If `texts` is one `str`, or a text is none.
            ValueError: If no text has two words that the model learns.

        References: Dai & Le (2015); Howard & Ruder (2018).
        """
        if isinstance(texts, (str, bytes)) or not isinstance(texts, Iterable):
            raise TypeError(
                "`texts` must be an iterable of str. "
                f"Received: {type(texts).__name__}. Put one text in a list."
            )
        texts = [("", check_text(text, i)) for i, text in enumerate(texts)]
        return pretrain(
            self.network,
            self.preprocessor,
            sentences_of(texts, self.config.max_words),
            chosen(TrainingPlan, plan),
            out,
            callbacks,
            verbose,
        )

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
        """Trains the classifier and keeps the weights that are best on `dev`.

        Args:
            train: Path of a file of lines `label<TAB>text`, or an iterable of
                `(label, text)`.
            dev: The same; its score decides when to stop and what to keep: accuracy,
                macro-F1 with balanced classes, or the squared error of ratings.
                Without it the last weights are kept.
            out: Folder for a checkpoint after each epoch, by which an interrupted
                training goes on when it is started again; it is removed at the end.
            callbacks: `keras.callbacks.Callback`s.
            verbose: 0 for silence, 1 for a progress bar, 2 for a line an epoch.
            strategy: `tf.distribute.Strategy` whose replicas share each batch, which
                then has `batch_size` examples for each of them; or `None`.
            **plan: Fields of `ClassifierPlan`.

        Returns:
            A list with a dict for each epoch: `loss` and, with `dev`, `score`, both of
            the encoder alone; bigrams are learnt after it.

        Raises:
            TypeError: If `callbacks` or `strategy` is something else.
            ValueError: If data or plan are not usable; the message says why.
        """
        plan = chosen(ClassifierPlan, plan)
        examples = read_examples(train, "train")
        if self.config.labels:
            label_inventory(examples)
        targets = self.head.targets(examples, plan)
        held_out = None if dev is None else read_examples(dev, "dev")
        if held_out is not None:
            self.head.check(held_out)
        words = sentences_of(examples, self.config.max_words)
        batches = training_batches(
            self.preprocessor, words, targets.__getitem__, plan, replicas(strategy)
        )
        with encoder_alone(self.network):
            return fit_network(
                self.network,
                self.head.loss(),
                batches,
                lambda: None if held_out is None else self._main_score(held_out, plan),
                plan,
                folder=checkpoint_folder(out),
                callbacks=callbacks,
                verbose=verbose,
                optimizer=optimizer_for(self.network, plan),
                strategy=strategy,
                identity=lambda: fingerprint(self.config, examples, held_out),
                follow_up=lambda: give_evidence(
                    self, words, examples, held_out, plan, verbose
                ),
            )

    def _main_score(self, examples, plan):
        return self.head.main_score(self.evaluate(examples), plan)
