"""Word vectors by a bidirectional LSTM over characters."""

import keras

from keras_seqzoo.cells.lstm import LSTMCell
from keras_seqzoo.layers.bidirectional import Bidirectional
from keras_seqzoo.layers.character_encoder import CharacterEncoder
from keras_seqzoo.layers.rnn import RNN


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class CharacterBiLSTM(CharacterEncoder):
    r"""Last states of an LSTM over the characters of a word, run in both directions.

    $$y = [\overrightarrow{h}_C; \overleftarrow{h}_1]$$

    Padding changes nothing; a word without characters gives zeros.

    Args:
        num_characters: Number of character ids, 0 (padding) among them.
        embedding_dim: Size of a character vector.
        units: Number of units of each direction.
        start_state: `"zeros"`, `"random"` or `"learned"`, as for the cells.
        **kwargs: Arguments of `CharacterEncoder`: `dropout`, `embedding_initializer`,
            `seed`.

    Call arguments:
        characters: Integer tensor [B, T, C], 0 is padding.
        training: Whether dropout is active.

    Returns:
        Tensor [B, T, 2 · units].

    Example:

    >>> layer = keras_seqzoo.layers.CharacterBiLSTM(100, 25, 25)
    >>> layer(np.ones((2, 7, 12), "int32")).shape
    TensorShape([2, 7, 50])

    Reference: Lample et al. (2016), section 4.1.
    """

    def __init__(
        self,
        num_characters,
        embedding_dim=25,
        units=25,
        start_state="zeros",
        **kwargs,
    ):
        super().__init__(num_characters, embedding_dim, **kwargs)
        self.store(locals(), CharacterBiLSTM)
        self.check_positive("units")
        cell = LSTMCell(
            units, start_state=start_state, seed=self.seed, dtype=self.dtype_policy
        )
        self.lstm = Bidirectional(
            RNN(cell, dtype=self.dtype_policy), dtype=self.dtype_policy, name="lstm"
        )

    def build_encoder(self):
        self.lstm.build((None, None, self.embedding_dim))

    def compute_output_shape(self, input_shape):
        return (*input_shape[:2], 2 * self.units)

    def encode(self, vectors, mask):
        return self.lstm(vectors, mask=mask)
