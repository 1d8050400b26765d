"""The word language model network of weight-dropped LSTMs with a tied softmax."""

from dataclasses import dataclass

import keras

from keras_seqzoo import layers
from keras_seqzoo.configuration import Configuration, setting
from keras_seqzoo.models import sizes
from keras_seqzoo.models.char_lm_network import run_stack
from keras_seqzoo.models.registry import register
from keras_seqzoo.models.regularized_lstm import regularized_lstm


@dataclass(frozen=True)
class WordLMAWDConfig(Configuration):
    """Sizes of a `word_lm_awd` network.

    `vocabulary_size` counts padding and the unknown word. The last LSTM has
    `embedding_dim` units, since the softmax shares its weights with the embedding.
    `word_dropout` leaves out whole words, `input_dropout`, `hidden_dropout` and
    `output_dropout` features of a whole sequence before, between and after the LSTMs,
    `weight_dropout` entries of their recurrent matrices. `activation_regularization`
    and `temporal_activation_regularization` are the factors of the mean square of the
    last LSTM's outputs and of that of their changes in the loss of the training.
    """

    of_data = frozenset({"vocabulary_size"})

    vocabulary_size: int = setting(10_001, low=2, high=1_000_000)
    embedding_dim: int = setting(400, low=1, high=8192)
    units: int = setting(1150, low=1, high=8192)
    num_layers: int = setting(3, low=1, high=16)
    word_dropout: float = setting(0.1, low=0.0, high=0.95)
    input_dropout: float = setting(0.4, low=0.0, high=0.95)
    hidden_dropout: float = setting(0.25, low=0.0, high=0.95)
    output_dropout: float = setting(0.4, low=0.0, high=0.95)
    weight_dropout: float = setting(0.5, low=0.0, high=0.95)
    activation_regularization: float = setting(0.0, low=0.0, added=True)
    temporal_activation_regularization: float = setting(0.0, low=0.0, added=True)

    def widths(self):
        """Units of each LSTM."""
        return [self.units] * (self.num_layers - 1) + [self.embedding_dim]

    def count_parameters(self):
        widths = self.widths()
        inputs = [self.embedding_dim, *widths[:-1]]
        return self.vocabulary_size * (self.embedding_dim + 1) + sum(
            sizes.lstm(*pair) for pair in zip(inputs, widths, strict=True)
        )


@register(
    "word_lm_awd", config=WordLMAWDConfig, task="keras_seqzoo.models.word_lm:WordLM"
)
def build_word_lm_awd(config):
    r"""Builds the network of a `WordLM`.

    $$x_t = E_{w_t} \qquad
      h^l_t, c^l_t = \mathrm{LSTM}^l(h^{l-1}_t, U^l \odot D^l, \dots) \qquad
      p(w_{t+1} \mid w_{1 \dots t}) = \mathrm{softmax}(E h^L_t + b)$$

    Inputs are a list of `tokens` [B, T] int32 and the states h, c of each layer;
    outputs are a list of logits [B, T, V] float32 and the states after the last step.

    Reference: Merity, Keskar & Socher (2018), Regularizing and optimizing LSTM language
    models; tied weights: Inan et al. (2017), Press & Wolf (2017).
    """
    tokens = keras.Input((None,), dtype="int32", name="tokens")
    embedding = keras.layers.ReversibleEmbedding(
        config.vocabulary_size,
        config.embedding_dim,
        embeddings_initializer=keras.initializers.RandomUniform(-0.1, 0.1),
        reverse_dtype=keras.config.dtype_policy().compute_dtype,
        name="embedding",
    )
    x = embedding(tokens)
    x = layers.WordDropout(config.vocabulary_size, config.word_dropout)(x, tokens)
    recurrent = [
        regularized_lstm(number, units, config.weight_dropout)
        for number, units in enumerate(config.widths())
    ]
    x, before, after = run_stack(
        x, recurrent, ("h", "c"), config.input_dropout, config.hidden_dropout
    )
    x = keras.layers.SpatialDropout1D(config.output_dropout)(regularized(x, config))
    logits = embedding(x, reverse=True)
    logits = layers.Bias(dtype="float32", name="logits")(logits)
    return keras.Model([tokens, *before], [logits, *after], name="word_lm_awd")


def regularized(x, config):
    """The same tensor; what it adds to the loss is the configuration's."""
    factors = (
        config.activation_regularization,
        config.temporal_activation_regularization,
    )
    return layers.ActivationRegularization(*factors)(x) if any(factors) else x
