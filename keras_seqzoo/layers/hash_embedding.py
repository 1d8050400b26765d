"""Vectors for any number of items in tables of a fixed size."""

import keras
from keras import ops

from keras_seqzoo.cells.config import Settings

PRIMES = (1_000_003, 1_000_033, 1_000_037, 1_000_039)


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class HashEmbedding(Settings, keras.layers.Layer):
    r"""Vectors of hashed features: the sum of rows that several hashes choose.

    $$e_f(x) = \sum_{k=1}^{H} E_f\big[(x \bmod p_k) \bmod R\big] \qquad
      y = [e_1(x_1); \dots; e_F(x_F)]$$

    Two items rarely share all H rows, so R may be far below the number of items.

    Args:
        num_rows: Rows R of the table of each feature.
        dim: Size of the vector of a feature.
        num_hashes: Number of rows H that are summed, 1 to 4; p are primes.
        embeddings_initializer: Initializer of the tables.

    Call arguments:
        hashes: Integer tensor [..., F], non-negative.

    Returns:
        Tensor [..., F · dim].

    Example:

    >>> layer = keras_seqzoo.layers.HashEmbedding(100, 4)
    >>> layer(np.ones((2, 7, 5), "int32")).shape
    TensorShape([2, 7, 20])

    Reference: Svenstrup, Hansen, Winther (2017), hash embeddings, unweighted.
    """

    def __init__(
        self,
        num_rows,
        dim,
        num_hashes=2,
        embeddings_initializer="uniform",
        **kwargs,
    ):
        super().__init__(**kwargs)
        self.store(locals(), HashEmbedding)
        self.check_positive("num_rows", "dim", "num_hashes")
        if num_hashes > len(PRIMES):
            raise ValueError(
                f"`num_hashes` must be at most {len(PRIMES)}. "
                f"Received: num_hashes={num_hashes}"
            )

    def build(self, input_shape):
        self.features = input_shape[-1]
        self.embeddings = self.add_weight(
            name="embeddings",
            shape=(self.features * self.num_rows, self.dim),
            initializer=self.embeddings_initializer,
        )
        self.built = True

    def call(self, hashes):
        first = ops.arange(self.features, dtype="int32") * self.num_rows
        hashes = ops.cast(hashes, "int32")
        vectors = sum(
            ops.take(self.embeddings, hashes % prime % self.num_rows + first, axis=0)
            for prime in PRIMES[: self.num_hashes]
        )
        return ops.reshape(vectors, (*ops.shape(hashes)[:-1], self.features * self.dim))

    def compute_output_shape(self, input_shape):
        return (*input_shape[:-1], input_shape[-1] * self.dim)
