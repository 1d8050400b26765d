"""Numbers for words and pairs of neighbouring words in a table of a fixed size."""

import keras
from keras import ops

from keras_seqzoo.cells.config import Settings


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class HashedBigrams(Settings, keras.layers.Layer):
    r"""The sum of the rows of the distinct words and pairs of neighbours in a text.

    $$y = \sum_{g \in G} E_g, \qquad
      G = \{h(x_t)\} \cup \{h(x_{t-1}, x_t)\}, \qquad
      h(v, w) = 1 + (a v + b w \bmod 2^{32}) \bmod (R - 1)$$

    Each row counts once, however often it occurs. Row 0 is that of padding, which adds
    nothing; a first word has the neighbour 0 and a word alone the neighbour -1.

    Args:
        num_rows: Rows R of the table, at least 2.
        units: Size of the sum.
        embeddings_initializer: Initializer of the table.

    Call arguments:
        words: Integer tensor [B, T] of word ids, 0 is padding at the end.

    Returns:
        Tensor [B, units].

    Example:

    >>> layer = keras_seqzoo.layers.HashedBigrams(1000, 2)
    >>> layer(np.array([[5, 6, 5, 0]])).shape
    TensorShape([1, 2])

    References: Wang & Manning (2012), presence of words and bigrams; Weinberger et al.
    (2009), hashed features.
    """

    def __init__(self, num_rows, units, embeddings_initializer="zeros", **kwargs):
        super().__init__(**kwargs)
        self.store(locals(), HashedBigrams)
        self.input_spec = keras.layers.InputSpec(ndim=2)
        self.check_positive("num_rows", "units")
        if num_rows < 2:
            raise ValueError(f"`num_rows` must be at least 2. Received: {num_rows}")

    def build(self, input_shape):
        self.embeddings = self.add_weight(
            name="embeddings",
            shape=(self.num_rows, self.units),
            initializer=self.embeddings_initializer,
        )
        self.built = True

    def call(self, words):
        from keras_seqzoo.text.bigrams import bigram_rows

        rows = ops.sort(
            bigram_rows(ops.cast(words, "int32"), self.num_rows, ops), axis=1
        )
        before = ops.pad(rows[:, :-1], ((0, 0), (1, 0)))
        vectors = ops.take(self.embeddings, rows, axis=0)
        counted = ops.cast(ops.not_equal(rows, before), vectors.dtype)
        return ops.sum(vectors * counted[:, :, None], axis=1)

    def compute_output_shape(self, input_shape):
        return (input_shape[0], self.units)
