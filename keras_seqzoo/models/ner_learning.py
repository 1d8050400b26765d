"""How a tagger learns from examples."""

import numpy as np

from keras_seqzoo.configuration import chosen
from keras_seqzoo.layers import CRFLoss
from keras_seqzoo.models.ner_calibration import calibrate
from keras_seqzoo.models.ner_examples import read_examples, tag_ids, tag_inventory
from keras_seqzoo.models.task import Task
from keras_seqzoo.models.training_plan import TrainingPlan
from keras_seqzoo.models.word_batches import training_batches
from keras_seqzoo.models.word_checkpoint import checkpoint_folder, fingerprint
from keras_seqzoo.models.word_training import fit_network
from keras_seqzoo.text.word_features import place, real_positions
from keras_seqzoo.training.data_parallel import replicas


class Learning(Task):
    """How a `NERTagger` is trained."""

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
        """Trains the tagger and keeps the weights that are best on `dev`.

        Args:
            train: Path of a CoNLL file, or an iterable of `(words, IOB2 tags)`.
            dev: The same; its span F1 decides when to stop and what to keep. Without it
                the last weights are kept.
            out: Folder for a checkpoint after each epoch, by which an interrupted
                training goes on when it is started again; it is removed at the end.
            callbacks: `keras.callbacks.Callback`s.
            verbose: 0 for silence, 1 for a progress bar, 2 for a line an epoch.
            strategy: `tf.distribute.Strategy` whose replicas share each batch, which
                then has `batch_size` examples for each of them; or `None`.
            **plan: Fields of `TrainingPlan`.

        Returns:
            A list with a dict for each epoch: `loss` and, with `dev`, `score`.

        Raises:
            TypeError: If `callbacks` or `strategy` is something else.
            ValueError: If data or plan are not usable; the message says why.
        """
        plan = chosen(TrainingPlan, plan)
        examples = read_examples(train, "train")
        held_out = None if dev is None else read_examples(dev, "dev")
        if held_out is not None:
            tag_inventory(held_out, name="dev")
        return fit_network(
            self.network,
            CRFLoss(),
            self._batches(examples, plan, replicas(strategy)),
            lambda: None if held_out is None else self.evaluate(held_out)["f1"],
            plan,
            folder=checkpoint_folder(out),
            callbacks=callbacks,
            verbose=verbose,
            strategy=strategy,
            identity=lambda: fingerprint(self.config, examples, held_out),
        )

    def calibrate(self, dev):
        """Scales the confidences so that they are as often right as they say.

        One temperature is chosen by the likelihood of held-out data and divided into
        the scores of the tags; no best path changes.

        Args:
            dev: As for `fit`; data that the weights were not trained on.

        Returns:
            The temperature; above 1 where the tagger was too sure.

        Reference: Guo et al. (2017), On calibration of modern neural networks.
        """
        plan = TrainingPlan(word_dropout=0.0)
        batches = self._batches(read_examples(dev, "dev"), plan, name="dev")(0)
        return calibrate(self.network, batches)

    def _batches(self, examples, plan, num_replicas=1, name="train"):
        """Function from the number of an epoch to its batches of inputs and tag ids."""
        words = [example.words for example in examples]
        tags = tag_ids(examples, self.config.tags, self.config.scheme, name)

        def targets(rows):
            real = real_positions([len(tags[row]) for row in rows])
            return place(np.concatenate([tags[row] for row in rows]), real)

        return training_batches(self.preprocessor, words, targets, plan, num_replicas)
