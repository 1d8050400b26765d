"""Word vectors from the characters of each word."""

import keras
from keras import ops

from keras_seqzoo.cells.config import Settings


class CharacterEncoder(Settings, keras.layers.Layer):
    """Base of the encoders: character ids [B, T, C] to word vectors [B, T, F].

    A subclass defines `encode(vectors [N, C, E], mask [N, C]) -> [N, F]`, which sees
    the words of all sequences as one batch.

    Args:
        num_characters: Number of character ids, 0 (padding) among them.
        embedding_dim: Size E of a character vector.
        dropout: Fraction of the character vectors' values to drop.
        embedding_initializer: Initializer of the character vectors.
        seed: Seed of the dropout.
    """

    def __init__(
        self,
        num_characters,
        embedding_dim,
        dropout=0.0,
        embedding_initializer="uniform",
        seed=None,
        **kwargs,
    ):
        super().__init__(**kwargs)
        self.store(locals(), CharacterEncoder)
        self.input_spec = keras.layers.InputSpec(ndim=3)
        self.check_positive("num_characters", "embedding_dim")
        self.check_fraction("dropout")
        self.embedding = keras.layers.Embedding(
            num_characters,
            embedding_dim,
            embeddings_initializer=self.embedding_initializer,
            dtype=self.dtype_policy,
            name="embedding",
        )
        self.drop = keras.layers.Dropout(dropout, seed=seed, dtype=self.dtype_policy)

    def build(self, input_shape):
        self.embedding.build((None, None))
        self.build_encoder()
        self.built = True

    def call(self, characters, training=False):
        batch, length, width = ops.shape(characters)
        words = ops.reshape(characters, (-1, width))
        mask = ops.not_equal(words, 0)
        vectors = self.drop(self.embedding(words), training=training)
        encoded = self.encode(vectors, mask)
        any_real = ops.any(mask, axis=1, keepdims=True)
        encoded = ops.where(any_real, encoded, ops.zeros_like(encoded))
        return ops.reshape(encoded, (batch, length, encoded.shape[-1]))

    def build_encoder(self):
        raise NotImplementedError(f"{type(self).__name__} must define build_encoder.")

    def encode(self, vectors, mask):
        raise NotImplementedError(f"{type(self).__name__} must define encode.")
