"""Viterbi decoding as a layer, for models that end in tags."""

import keras

from keras_seqzoo.layers.crf.viterbi import viterbi


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class ViterbiDecoder(keras.layers.Layer):
    """Turns potentials into the best tags inside the model, also when it is exported.

    Call arguments:
        potentials: Tensor [B, T, K, K] from `CRF`.

    Returns:
        `(tags [B, T] int32, score [B])`; padded steps have tag 0.

    Example:

    >>> potentials = keras_seqzoo.layers.CRF()(keras.Input((None, 5)))
    >>> tags, score = ViterbiDecoder()(potentials)
    >>> tags.shape, tags.dtype
    ((None, None), 'int32')
    """

    def __init__(self, **kwargs):
        super().__init__(autocast=False, **kwargs)

    def call(self, potentials):
        return viterbi(potentials)
