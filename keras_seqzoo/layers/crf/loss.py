"""The negative log-likelihood of a linear-chain CRF."""

import keras

from keras_seqzoo.layers.crf.partition import log_partition
from keras_seqzoo.layers.crf.score import sequence_score


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class CRFLoss(keras.losses.Loss):
    r"""Negative log-likelihood of the gold tags, one number for each sequence.

    $$-\log p(y \mid x) = \log Z - \sum_t \psi_t(y_{t-1}, y_t)$$

    A sample weight weighs a sequence. A sequence without real steps has loss 0.

    Args:
        reduction: By default the mean over sequences, see `keras.losses.Loss`.
        name: Name of the loss.
        dtype: Dtype of the computation, by default float32.

    Call arguments:
        y_true: Integer tensor [B, T] of tags; padded steps may hold any value.
        y_pred: Potentials [B, T, K, K] from `CRF`.

    Example:

    >>> model = keras.Sequential([keras.Input((None, 5)), keras_seqzoo.layers.CRF()])
    >>> model.compile("adam", loss=keras_seqzoo.layers.CRFLoss())

    Reference: Lafferty, McCallum & Pereira (2001).
    """

    def call(self, y_true, y_pred):
        return log_partition(y_pred) - sequence_score(y_pred, y_true)
