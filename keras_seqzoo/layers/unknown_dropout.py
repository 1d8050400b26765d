"""Words that are read as the unknown word at random, while a network is trained."""

import keras
from keras import ops

from keras_seqzoo.cells.config import fraction


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class UnknownDropout(keras.layers.Layer):
    r"""Replaces random words by the unknown one, each place of a batch on its own.

    $$y_{bt} = \begin{cases} u & m_{bt} = 1 \text{ and } w_{bt} \ne 0 \\
      w_{bt} & \text{else} \end{cases}, \qquad m_{bt} \sim \mathrm{Bernoulli}(p)$$

    What is learnt for the unknown word then suits words that the training data lack.

    Args:
        unknown: Id u of the unknown word; 0 is padding and is never replaced.
        rate: Probability p of a word to be replaced, in [0, 1).
        seed: Seed of the masks.
        **kwargs: Arguments of `keras.layers.Layer`.

    Call arguments:
        words: Integer tensor [B, T].
        training: Whether dropout is active.

    Returns:
        Integer tensor [B, T].

    Raises:
        ValueError: If `rate` is out of its range.

    Example:

    >>> layer = keras_seqzoo.layers.UnknownDropout(1, 0.5)
    >>> layer(np.array([[7, 8, 0]]), training=False).numpy()
    array([[7, 8, 0]])

    Reference: Lample et al. (2016), section 4.1.
    """

    def __init__(self, unknown, rate, seed=None, **kwargs):
        super().__init__(**kwargs)
        self.unknown = unknown
        self.rate = fraction("rate", rate)
        self.seed = seed
        self.seed_generator = keras.random.SeedGenerator(seed)

    def build(self, input_shape):
        self.built = True

    def call(self, words, training=False):
        if not training or not self.rate:
            return words
        draws = keras.random.uniform(ops.shape(words), seed=self.seed_generator)
        replaced = ops.logical_and(draws < self.rate, ops.not_equal(words, 0))
        return ops.where(replaced, ops.full_like(words, self.unknown), words)

    def compute_output_spec(self, words, training=False):
        return keras.KerasTensor(words.shape, words.dtype)

    def get_config(self):
        names = ("unknown", "rate", "seed")
        return super().get_config() | {name: getattr(self, name) for name in names}
