"""Word vectors by a convolution over characters."""

import keras
from keras import ops

from keras_seqzoo.layers.character_encoder import CharacterEncoder
from keras_seqzoo.layers.maximum import masked_max


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class CharacterCNN(CharacterEncoder):
    r"""Convolution over the characters of a word and the maximum over its positions.

    $$y = \phi \big( \max_c W [x_{c - w/2}; \dots; x_{c + w/2}] + b \big)$$

    Windows are centred on real characters and see zeros beyond the word, so padding
    changes nothing; a word without characters gives zeros.

    Args:
        num_characters: Number of character ids, 0 (padding) among them.
        embedding_dim: Size of a character vector.
        filters: Size of a word vector.
        width: Number of characters in a window.
        activation: Activation after the maximum.
        kernel_initializer: Initializer of the filters.
        **kwargs: Arguments of `CharacterEncoder`: `dropout`, `embedding_initializer`,
            `seed`.

    Call arguments:
        characters: Integer tensor [B, T, C], 0 is padding.
        training: Whether dropout is active.

    Returns:
        Tensor [B, T, filters].

    Example:

    >>> layer = keras_seqzoo.layers.CharacterCNN(100, 25, 50, 3)
    >>> layer(np.ones((2, 7, 12), "int32")).shape
    TensorShape([2, 7, 50])

    Reference: Ma & Hovy (2016), section 2.1.
    """

    def __init__(
        self,
        num_characters,
        embedding_dim=25,
        filters=50,
        width=3,
        activation="relu",
        kernel_initializer="glorot_uniform",
        **kwargs,
    ):
        super().__init__(num_characters, embedding_dim, **kwargs)
        self.store(locals(), CharacterCNN)
        self.check_positive("filters", "width")

    def build_encoder(self):
        self.kernel = self.add_weight(
            name="kernel",
            shape=(self.width * self.embedding_dim, self.filters),
            initializer=self.kernel_initializer,
        )
        self.bias = self.add_weight(
            name="bias", shape=(self.filters,), initializer="zeros"
        )

    def compute_output_shape(self, input_shape):
        return (*input_shape[:2], self.filters)

    def encode(self, vectors, mask):
        vectors = ops.where(mask[:, :, None], vectors, ops.zeros_like(vectors))
        scores = ops.matmul(windows(vectors, self.width), self.kernel)
        return self.activation(masked_max(scores, mask[:, :, None]) + self.bias)


def windows(vectors, width):
    """The `width` vectors around each position: [N, C, E] -> [N, C, width·E]."""
    length = ops.shape(vectors)[1]
    before, after = (width - 1) // 2, width // 2
    padded = ops.pad(vectors, ((0, 0), (before, after), (0, 0)))
    return ops.concatenate([padded[:, i : i + length] for i in range(width)], axis=-1)
