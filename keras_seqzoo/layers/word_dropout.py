"""Dropout of whole rows of an embedding."""

import keras
from keras import ops

from keras_seqzoo.cells.config import fraction


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class WordDropout(keras.layers.Layer):
    r"""Drops words: all places of a batch where a dropped word stands become zero.

    $$y_{bt} = \frac{m_{w_{bt}}}{1 - p}\, x_{bt}, \qquad
      m_w \sim \mathrm{Bernoulli}(1 - p)$$

    Args:
        vocabulary_size: Number of words V.
        rate: Probability p of a word to be dropped, in [0, 1).
        seed: Seed of the masks.
        **kwargs: Arguments of `keras.layers.Layer`.

    Call arguments:
        vectors: Tensor [B, T, D].
        words: Integer tensor [B, T].
        training: Whether dropout is active.

    Returns:
        Tensor [B, T, D].

    Raises:
        ValueError: If `rate` is out of its range.

    Example:

    >>> layer = keras_seqzoo.layers.WordDropout(10, 0.5)
    >>> vectors = layer(np.ones((2, 3, 4)), np.array([[1, 2, 1], [3, 1, 1]]))

    Reference: Gal & Ghahramani (2016), section 4.2; Merity et al. (2018), section 4.3.
    """

    def __init__(self, vocabulary_size, rate, seed=None, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True
        self.vocabulary_size = vocabulary_size
        self.rate = fraction("rate", rate)
        self.seed = seed
        self.seed_generator = keras.random.SeedGenerator(seed)

    def build(self, vectors_shape, words_shape):
        self.built = True

    def call(self, vectors, words, training=False):
        if not training or not self.rate:
            return vectors
        ones = ops.ones((self.vocabulary_size, 1), vectors.dtype)
        kept = keras.random.dropout(ones, self.rate, seed=self.seed_generator)
        return vectors * ops.take(kept, words, axis=0)

    def compute_output_shape(self, vectors_shape, words_shape):
        return tuple(vectors_shape)

    def get_config(self):
        names = ("vocabulary_size", "rate", "seed")
        return super().get_config() | {name: getattr(self, name) for name in names}
